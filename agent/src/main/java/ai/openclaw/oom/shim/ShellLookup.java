package ai.openclaw.oom.shim;

import ai.openclaw.oom.linux.Executables;
import ai.openclaw.oom.linux.ShellKind;
import ai.openclaw.oom.spawn.Command;
import ai.openclaw.oom.spawn.Request;

/** What a shell has to be told so that it executes just the file that the JDK would. */
final class ShellLookup {
  private ShellLookup() {}

  /**
   * The bare name where the shell's own look-up ends at the same file: the command then sees the
   * argv[0] that the application gave it. Else the path.
   */
  static String nameFor(Request request, Command command, Executables executables) {
    String name = request.program();
    if (name.indexOf('/') >= 0) {
      return name;
    }
    if (executables.shell() == ShellKind.BUSYBOX) {
      // By a bare name it runs its own applets.
      return command.path();
    }
    // A shell searches the child's PATH, the JDK the JVM's. With equal texts and no element before
    // the match on which they differ (empty, relative, with % or a slash at its end) so is the end.
    String search = request.environment().get("PATH");
    if (search == null || !search.equals(request.searchPath(executables))) {
      return command.path();
    }
    int length = command.path().length() - name.length() - 1;
    int start = 0;
    while (start < search.length()) {
      int end = search.indexOf(':', start);
      end = end < 0 ? search.length() : end;
      if (!isPlain(search, start, end)) {
        return command.path();
      }
      if (end - start == length && command.path().startsWith(search.substring(start, end))) {
        return name;
      }
      start = end + 1;
    }
    return command.path();
  }

  private static boolean isPlain(String search, int start, int end) {
    return end > start + 1
        && search.charAt(start) == '/'
        && search.charAt(end - 1) != '/'
        && search.lastIndexOf('%', end - 1) < start;
  }
}
