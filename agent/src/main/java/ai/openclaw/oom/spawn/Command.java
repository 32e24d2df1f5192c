package ai.openclaw.oom.spawn;

import ai.openclaw.oom.linux.Executables;
import ai.openclaw.oom.linux.Executables.Executable;

/**
 * The file that a spawn executes, found as the surface finds it (see {@link Search}). Relative
 * elements of {@code PATH} are relative to the child's directory, and files without the right to be
 * executed are passed over.
 *
 * <p>One thing is not followed: a file that may be executed but cannot be, for want of its
 * interpreter, is passed over by the surfaces. Here it is the command, and one that {@link #fails}.
 */
public final class Command {
  private final String path;
  private final String file;
  private final Executables executables;
  private Executable executable;

  /**
   * @param file the path as the JVM sees it
   */
  private Command(String path, String file, Executables executables) {
    this.path = path;
    this.file = file;
    this.executables = executables;
  }

  /**
   * Looks it up.
   *
   * @return what would be executed, or null if there is no such file
   */
  public static Command of(Request request, Executables executables) {
    String directory = request.directory;
    if (directory != null && !executables.isEnterable(directory)) {
      return null;
    }
    String name = request.program;
    if (name.isEmpty()) {
      return null;
    }
    if (request.search == Search.PTY4J) {
      return ofPty4j(request, executables);
    }
    if (name.indexOf('/') >= 0) {
      // Nothing hangs on what it is, as there is no other place to search.
      String file = seen(name, directory);
      return executables.isAllowed(file) ? new Command(name, file, executables) : null;
    }
    boolean jdk = request.search == Search.JDK_MAP;
    String search = request.searchPath(executables);
    if (search == null) {
      search = jdk ? ":/bin:/usr/bin" : "/bin:/usr/bin";
    }
    int start = 0;
    while (start <= search.length()) {
      int end = search.indexOf(':', start);
      end = end < 0 ? search.length() : end;
      Command found = existing(join(search, start, end, name, jdk), directory, executables);
      if (found != null) {
        return found;
      }
      start = end + 1;
    }
    return null;
  }

  private static Command ofPty4j(Request request, Executables executables) {
    String name = request.program;
    if (name.startsWith("/") || name.startsWith(".")) {
      // Looked at from the JVM's directory, executed from the child's.
      return executables.isExecutable(name) ? existing(name, request.directory, executables) : null;
    }
    String search = request.environment().get("PATH");
    if (search == null) {
      return null;
    }
    for (String element : search.split(":")) {
      String path = element + "/" + name;
      if (!element.isEmpty() && executables.isExecutable(path)) {
        return existing(path, request.directory, executables);
      }
      if (executables.isEnterable(path)) {
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

  private static Command existing(String path, String directory, Executables executables) {
    String file = seen(path, directory);
    return executables.isExecutable(file) ? new Command(path, file, executables) : null;
  }

  /** The path as the JVM sees it. */
  private static String seen(String path, String directory) {
    return directory == null || path.startsWith("/") ? path : directory + "/" + path;
  }

  /**
   * The path as the surface gives it to {@code execve}; may be relative to the child's directory.
   */
  public String path() {
    return path;
  }

  /** Whether it is sure to start; costs opening the file. */
  public boolean isSureToStart() {
    return executable() == Executable.RUNS;
  }

  /** Whether it is sure not to start; costs opening the file. */
  public boolean fails() {
    return executable() == Executable.FAILS;
  }

  /** Whether nobody is likely to be writing it, or just to have done so. */
  public boolean isSettled() {
    return executables.isSettled(file);
  }

  private Executable executable() {
    if (executable == null) {
      executable = executables.probe(file);
    }
    return executable;
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
