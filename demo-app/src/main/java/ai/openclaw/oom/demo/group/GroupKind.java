package ai.openclaw.oom.demo.group;

import java.io.IOException;

/** The kinds of memory group, in the order in which they are tried. */
public enum GroupKind {
  CGROUP2("cgroup2") {
    @Override
    MemoryGroup open(GroupRequest request) throws IOException {
      return CgroupV2.create(request.limitMb(), request.together());
    }
  },
  CGROUP1("cgroup1") {
    @Override
    MemoryGroup open(GroupRequest request) throws IOException {
      return CgroupV1.create(request.limitMb());
    }
  },
  SYSTEMD("systemd") {
    @Override
    MemoryGroup open(GroupRequest request) throws IOException {
      return SystemdScope.create(request.limitMb());
    }
  },
  DOCKER("docker") {
    @Override
    MemoryGroup open(GroupRequest request) throws IOException {
      return DockerGroup.create(request.limitMb(), request.image(), request.agent());
    }
  },
  NONE("none") {
    @Override
    MemoryGroup open(GroupRequest request) {
      return new NoGroup();
    }
  };

  /** The limit of the pressure demo's groups, in MB. */
  public static final int LIMIT_MB = 256;

  private final String option;

  GroupKind(String option) {
    this.option = option;
  }

  /** Its name on the command line. */
  public String option() {
    return option;
  }

  /**
   * Makes a new group.
   *
   * @throws IOException with the reason, for the user, if it is not allowed here
   */
  abstract MemoryGroup open(GroupRequest request) throws IOException;
}
