package ai.openclaw.oom.spawn;

import ai.openclaw.oom.linux.Linux;
import ai.openclaw.oom.linux.Linux.Executable;

/**
 * The file that a spawn executes, found as the JDK finds it.
 *
 * <p>With a map as environment, JDK 8 to 27 search the {@code PATH} that the JVM had at its start
 * (an empty element is {@code ./}, a trailing slash is not doubled; unset means {@code
 * :/bin:/usr/bin}). With the inherited environment the C library's {@code execvp} searches the same
 * {@code PATH} (an empty element is the bare name, slashes may double; unset means {@code
 * /bin:/usr/bin}). Either way relative elements are relative to the child's directory, and files
 * that cannot be executed are passed over.
 */
public final class Command {
  private final String path;
  private final Executable executable;

  private Command(String path, Executable executable) {
    this.path = path;
    this.executable = executable;
  }

  /**
   * @return what would be executed, or null if the start would fail
   */
  static Command of(Request request, Linux linux) {
    String directory = request.directory;
    if (directory != null && !linux.isEnterable(directory)) {
      return null;
    }
    String name = request.argv[0];
    if (name.isEmpty()) {
      return null;
    }
    if (name.indexOf('/') >= 0) {
      return probed(name, directory, linux);
    }
    boolean mapGiven = !request.environmentIsInherited;
    String search = linux.searchPath();
    if (search == null) {
      search = mapGiven ? ":/bin:/usr/bin" : "/bin:/usr/bin";
    }
    int start = 0;
    while (start <= search.length()) {
      int end = search.indexOf(':', start);
      end = end < 0 ? search.length() : end;
      Command found = probed(join(search, start, end, name, mapGiven), directory, linux);
      if (found != null) {
        return found;
      }
      start = end + 1;
    }
    return null;
  }

  private static String join(String search, int start, int end, String name, boolean mapGiven) {
    if (start == end) {
      return mapGiven ? "./" + name : name;
    }
    boolean slashIsThere = mapGiven && search.charAt(end - 1) == '/';
    return search.substring(start, end) + (slashIsThere ? "" : "/") + name;
  }

  private static Command probed(String path, String directory, Linux linux) {
    boolean relative = directory != null && !path.startsWith("/");
    Executable executable = linux.probe(relative ? directory + "/" + path : path);
    return executable == Executable.FAILS ? null : new Command(path, executable);
  }

  /** The path as the JDK gives it to {@code execve}; may be relative to the child's directory. */
  public String path() {
    return path;
  }

  /** Whether it is sure to start; otherwise looking at the file did not tell. */
  public boolean isSureToStart() {
    return executable == Executable.RUNS;
  }

  public boolean isAscii() {
    for (int i = 0; i < path.length(); i++) {
      if (path.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }
}
