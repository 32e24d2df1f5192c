package ai.openclaw.oom.group;

import java.io.File;

/**
 * The groups that a process is in, as {@code /proc/PID/cgroup} names them: relative to the reader's
 * cgroup namespace, with {@code /..} in front where the group lies outside of it.
 */
final class Membership {
  private final GroupValue failure;
  private final String v1;
  private final String v2;

  private Membership(GroupValue failure, String v1, String v2) {
    this.failure = failure;
    this.v1 = v1;
    this.v2 = v2;
  }

  static Membership read(File file, byte[] buffer) {
    KernelFile cgroup = KernelFile.read(file, buffer);
    String text = cgroup.text();
    String v1 = null;
    String v2 = null;
    for (int line = 0; text != null && line < text.length(); ) {
      int end = text.indexOf('\n', line);
      end = end < 0 ? text.length() : end;
      // hierarchy:controllers:path, and the path may hold colons.
      int controllers = text.indexOf(':', line) + 1;
      int path = text.indexOf(':', controllers) + 1;
      if (controllers > 0 && path > controllers && path < end && text.charAt(path) == '/') {
        String named = text.substring(controllers, path - 1);
        if (Fields.has(named, "memory")) {
          v1 = KernelName.decode(text.substring(path, end));
        } else if (named.isEmpty() && text.startsWith("0:", line)) {
          v2 = KernelName.decode(text.substring(path, end));
        }
      }
      line = end + 1;
    }
    return new Membership(cgroup.failure(), v1, v2);
  }

  /** Why it is not known; {@code null} if it is. */
  GroupValue failure() {
    return failure;
  }

  /** Which version counts the process's memory. A controller is in one hierarchy alone. */
  int version() {
    return v1 != null ? 1 : 2;
  }

  /** The group in the hierarchy of a version; {@code null} if it is in none. */
  String path(int version) {
    return version == 1 ? v1 : v2;
  }
}
