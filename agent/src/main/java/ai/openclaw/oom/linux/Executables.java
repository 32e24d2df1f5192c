package ai.openclaw.oom.linux;

/** What could be executed, and what of the JVM's own surroundings a child would find there. */
public interface Executables {
  /** What {@code execve} would make of a file. */
  enum Executable {
    /** It starts. */
    RUNS,
    /** It fails: missing, a directory, not executable, or so is its interpreter. */
    FAILS,
    /**
     * Not told from looking: no known magic, an unreadable or unusual file, one that is another to
     * every process (see {@link #isOfSelf}).
     */
    UNSURE
  }

  /** Whether this user may execute it, or enter it; relative paths are the JVM's. */
  boolean isAllowed(String path);

  /**
   * A path without links; relative ones are the JVM's.
   *
   * @return null if it cannot be told
   */
  String realPath(String path);

  /** Whether it is a file that this user may execute; relative paths are the JVM's. */
  boolean isExecutable(String path);

  /**
   * Looks into what this user may execute, as {@code execve} would; relative paths are the JVM's.
   */
  Executable probe(String path);

  /**
   * Whether a file was written long enough ago that nobody still has it open for writing, unless he
   * means to: as long as somebody has, the kernel executes it for nobody (ETXTBSY), and no look at
   * it tells that. Relative paths are the JVM's.
   */
  boolean isSettled(String path);

  /**
   * Which shell {@code /bin/sh} is, or was when it was first asked for: should it go away later,
   * the JDK's start fails and is repeated without it.
   */
  ShellKind shell();

  /**
   * Whether a path, or what it is linked to, means another file to every process that looks at it:
   * below {@code /proc/self}, but not by way of its directories.
   */
  boolean isOfSelf(String path);

  /** Whether a child could be started in the directory; relative paths are the JVM's. */
  boolean isEnterable(String directory);

  /** Whether the JVM's own working directory is still there. */
  boolean hasWorkingDirectory();

  /**
   * {@code PATH} as it was when this was first asked, or null: with the JVM's first spawn, since
   * the JDK searches for good what it finds there by then.
   */
  String firstSearchPath();

  /** A variable of the JVM's environment, which is another one once a checkpoint is restored. */
  String variable(String name);

  /**
   * Whether {@link System#getenv()} tells all of the JVM's environment: a name given twice and an
   * entry without {@code =} do not show in it.
   */
  boolean isEnvironmentWhole();

  /** Whether names and values of the environment are kept as UTF-8. */
  boolean isUtf8();
}
