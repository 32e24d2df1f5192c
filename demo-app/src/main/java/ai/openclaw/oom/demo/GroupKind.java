package ai.openclaw.oom.demo;

import java.io.IOException;

/** The kinds of memory group, in the order in which they are tried. */
enum GroupKind {
  CGROUP2("cgroup2") {
    @Override
    MemoryGroup open(Options options) throws IOException {
      return CgroupV2.create(LIMIT_MB);
    }
  },
  CGROUP1("cgroup1") {
    @Override
    MemoryGroup open(Options options) throws IOException {
      return CgroupV1.create(LIMIT_MB);
    }
  },
  SYSTEMD("systemd") {
    @Override
    MemoryGroup open(Options options) throws IOException {
      return SystemdScope.create(LIMIT_MB);
    }
  },
  DOCKER("docker") {
    @Override
    MemoryGroup open(Options options) throws IOException {
      return DockerGroup.create(LIMIT_MB, options.image(), options.agent());
    }
  },
  NONE("none") {
    @Override
    MemoryGroup open(Options options) {
      return new NoGroup();
    }
  };

  /** The limit of every group, in MB; there is no swap beyond it. */
  static final int LIMIT_MB = 256;

  private final String option;

  GroupKind(String option) {
    this.option = option;
  }

  /** Its name on the command line. */
  String option() {
    return option;
  }

  /**
   * Makes a new group.
   *
   * @throws IOException with the reason, for the user, if it is not allowed here
   */
  abstract MemoryGroup open(Options options) throws IOException;
}
