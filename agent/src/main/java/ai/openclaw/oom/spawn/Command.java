package ai.openclaw.oom.spawn;

import ai.openclaw.oom.linux.Linux;
import ai.openclaw.oom.linux.Linux.Executable;

/**
 * The file that a spawn executes, found as the surface finds it (see {@link Search}). Relative
 * elements of {@code PATH} are relative to the child's directory, and files that cannot be executed
 * are passed over.
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
    String name = request.program;
    if (name.isEmpty()) {
      return null;
    }
    if (request.search == Search.PTY4J) {
      return ofPty4j(request, linux);
    }
    if (name.indexOf('/') >= 0) {
      return probed(name, directory, linux);
    }
    boolean jdk = request.search == Search.JDK_MAP;
    String search = linux.searchPath();
    if (search == null) {
      search = jdk ? ":/bin:/usr/bin" : "/bin:/usr/bin";
    }
    int start = 0;
    while (start <= search.length()) {
      int end = search.indexOf(':', start);
      end = end < 0 ? search.length() : end;
      Command found = probed(join(search, start, end, name, jdk), directory, linux);
      if (found != null) {
        return found;
      }
      start = end + 1;
    }
    return null;
  }

  private static Command ofPty4j(Request request, Linux linux) {
    String name = request.program;
    if (name.startsWith("/") || name.startsWith(".")) {
      // Looked at from the JVM's directory, executed from the child's.
      return linux.probe(name) == Executable.FAILS ? null : probed(name, request.directory, linux);
    }
    String search = request.environment().get("PATH");
    if (search == null) {
      return null;
    }
    for (String element : search.split(":")) {
      String path = element + "/" + name;
      Executable executable = element.isEmpty() ? Executable.FAILS : linux.probe(path);
      if (executable != Executable.FAILS) {
        return probed(path, request.directory, linux);
      }
      if (linux.isEnterable(path)) {
        return null;
      }
    }
    return null;
  }

  private static String join(String search, int start, int end, String name, boolean jdk) {
    if (start == end) {
      return jdk ? "./" + name : name;
    }
    boolean slashIsThere = jdk && search.charAt(end - 1) == '/';
    return search.substring(start, end) + (slashIsThere ? "" : "/") + name;
  }

  private static Command probed(String path, String directory, Linux linux) {
    boolean relative = directory != null && !path.startsWith("/");
    Executable executable = linux.probe(relative ? directory + "/" + path : path);
    return executable == Executable.FAILS ? null : new Command(path, executable);
  }

  /**
   * The path as the surface gives it to {@code execve}; may be relative to the child's directory.
   */
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
