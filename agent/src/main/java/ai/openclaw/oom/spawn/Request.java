package ai.openclaw.oom.spawn;

import ai.openclaw.oom.linux.Executables;
import java.util.LinkedHashMap;
import java.util.Map;

/** A spawn as the application asked for it. Nothing of it is ever written to. */
public final class Request {
  final String program;
  final String[] argv;
  final String directory;
  final Search search;
  private final Map<String, String> environment;
  private final boolean environmentIsInherited;
  private final boolean entriesAreWhole;
  private final boolean ofJdk;
  private final boolean repeatable;

  private Request(
      String program,
      String[] argv,
      Map<String, String> environment,
      boolean environmentIsInherited,
      boolean entriesAreWhole,
      String directory,
      Search search,
      boolean ofJdk,
      boolean repeatable) {
    this.program = program;
    this.argv = argv;
    this.environment = environment;
    this.environmentIsInherited = environmentIsInherited;
    this.entriesAreWhole = entriesAreWhole;
    this.directory = directory;
    this.search = search;
    this.ofJdk = ofJdk;
    this.repeatable = repeatable;
  }

  /**
   * A spawn of the JDK.
   *
   * @param argv the command and its arguments
   * @param environment what the child will really get, the JVM's own if the caller gave none
   * @param environmentIsInherited whether the caller gave none
   * @param directory the child's working directory, or null for the JVM's
   * @param repeatable whether a start that failed can be repeated without a difference
   */
  public Request(
      String[] argv,
      Map<String, String> environment,
      boolean environmentIsInherited,
      String directory,
      boolean repeatable) {
    this(
        argv.length == 0 ? "" : argv[0],
        argv,
        environment,
        environmentIsInherited,
        true,
        directory,
        environmentIsInherited ? Search.LIBC : Search.JDK_MAP,
        true,
        repeatable);
  }

  /**
   * A spawn of a library.
   *
   * @param program what is executed; argv[0] may be another
   * @param argv the command and its arguments
   * @param entries the child's environment as {@code name=value}; null for the JVM's own
   * @param directory the child's working directory, or null for the JVM's
   */
  public static Request ofEntries(
      String program, String[] argv, CharSequence[] entries, String directory, Search search) {
    if (entries == null) {
      return new Request(
          program, argv, System.getenv(), true, true, directory, search, false, true);
    }
    Map<String, String> variables = new LinkedHashMap<>();
    boolean whole = true;
    for (CharSequence entry : entries) {
      String text = entry.toString();
      int equals = text.indexOf('=');
      whole &= equals > 0;
      if (equals > 0) {
        whole &= variables.put(text.substring(0, equals), text.substring(equals + 1)) == null;
      }
    }
    return new Request(program, argv, variables, false, whole, directory, search, false, true);
  }

  /** What is to be executed: a path, or a name to be searched for. */
  public String program() {
    return program;
  }

  public int argumentCount() {
    return argv.length;
  }

  public String argument(int index) {
    return argv[index];
  }

  /** All arguments but the command, with blanks between them. */
  public String arguments() {
    StringBuilder text = new StringBuilder();
    for (int i = 1; i < argv.length; i++) {
      text.append(i == 1 ? "" : " ").append(argv[i]);
    }
    return text.toString();
  }

  public Map<String, String> environment() {
    return environment;
  }

  /** Where the surface looks a command up that is named without a slash, unless it is pty4j. */
  public String searchPath(Executables executables) {
    return search == Search.JDK_MAP ? executables.firstSearchPath() : executables.variable("PATH");
  }

  /** Whether the environment is the JVM's own. */
  public boolean isEnvironmentInherited() {
    return environmentIsInherited;
  }

  /**
   * Whether {@link #environment()} tells all: no name is there twice, no entry without {@code =}.
   */
  public boolean isEnvironmentWhole(Executables executables) {
    return entriesAreWhole && (!environmentIsInherited || executables.isEnvironmentWhole());
  }

  public String directory() {
    return directory;
  }

  /**
   * Whether it is a spawn of the JDK. There a start that fails with a shim is noticed and repeated
   * without it, whatever the reason: it may then be left to find out whether the command can be
   * executed.
   */
  public boolean isOfJdk() {
    return ofJdk;
  }

  /**
   * Whether a start that failed can be repeated as if it were the first. Where it cannot, no shim
   * may be what it fails by: the other end of a FIFO may have gone when it is opened again.
   */
  public boolean isRepeatable() {
    return repeatable;
  }

  /** Whether a file of unknown format is run by {@code /bin/sh}, as the JDK does. */
  public boolean isShellTried() {
    return search == Search.JDK_MAP || search == Search.LIBC;
  }
}
