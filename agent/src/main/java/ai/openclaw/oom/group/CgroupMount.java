package ai.openclaw.oom.group;

import java.util.List;

/** One mount of a hierarchy that can count memory, out of {@code /proc/self/mountinfo}. */
final class CgroupMount {
  private static final int ROOT = 3;
  private static final int MOUNT_POINT = 4;
  private static final int OPTIONAL = 6;

  private final int version;
  private final String root;
  private final String mountPoint;

  private CgroupMount(int version, String root, String mountPoint) {
    this.version = version;
    this.root = root;
    this.mountPoint = mountPoint;
  }

  /** The mount that a line tells of; {@code null} if it is no such one. */
  static CgroupMount parse(String line) {
    if (!line.contains(" - cgroup")) {
      return null;
    }
    List<String> fields = Fields.split(line, ' ');
    int dash = OPTIONAL;
    while (dash < fields.size() && !fields.get(dash).equals("-")) {
      dash++;
    }
    if (dash + 3 >= fields.size()) {
      return null;
    }
    String type = fields.get(dash + 1);
    boolean v1 = type.equals("cgroup") && Fields.has(fields.get(dash + 3), "memory");
    if (!v1 && !type.equals("cgroup2")) {
      return null;
    }
    String root = KernelName.unescape(fields.get(ROOT));
    return new CgroupMount(v1 ? 1 : 2, root, KernelName.unescape(fields.get(MOUNT_POINT)));
  }

  int version() {
    return version;
  }

  /** The group that is mounted, written as {@link Membership} writes groups. */
  String root() {
    return root;
  }

  String mountPoint() {
    return mountPoint;
  }
}
