package ai.openclaw.oom.group;

/**
 * Where a group is below the group that a mount shows. Both are named from the root of the reader's
 * cgroup namespace: {@code /a/b} is below it, {@code /../x} is its neighbour.
 */
final class Sight {
  private static final String UP = "/..";

  private Sight() {}

  /**
   * The way from the mounted group down to the other one.
   *
   * @return empty, or names that each follow a slash; {@code null} if the group is not below, or
   *     the names on the way are not known
   */
  static String wayDown(String mounted, String group) {
    String from = names(mounted);
    String to = names(group);
    boolean below =
        ups(mounted) == ups(group)
            && to.startsWith(from)
            && (to.length() == from.length() || to.charAt(from.length()) == '/');
    // The kernel writes ".." in front alone, and neither empty names nor a dot.
    return below && isClean(to) ? to.substring(from.length()) : null;
  }

  /**
   * Whether the mounted group is above the other one, some names on the way being unknown: a
   * process in a namespace of its own cannot tell what the namespace's root is called from outside.
   */
  static boolean isAbove(String mounted, String group) {
    return names(mounted).isEmpty() && ups(mounted) > ups(group) && isClean(names(group));
  }

  private static int ups(String group) {
    int ups = 0;
    for (int at = 0; isUp(group, at); at += UP.length()) {
      ups++;
    }
    return ups;
  }

  private static String names(String group) {
    String names = group.substring(ups(group) * UP.length());
    return names.equals("/") ? "" : names;
  }

  private static boolean isUp(String group, int at) {
    int end = at + UP.length();
    return group.startsWith(UP, at) && (end == group.length() || group.charAt(end) == '/');
  }

  private static boolean isClean(String names) {
    String closed = names + "/";
    return (names.isEmpty() || names.charAt(0) == '/')
        && !closed.contains("//")
        && !closed.contains("/./")
        && !closed.contains("/../");
  }
}
