package ai.openclaw.oom.linux;

import java.util.Map;

/**
 * What the agent asks of the kernel and of the process it runs in: its only door to their files.
 */
public interface Linux {
  /** A score that could not be read. */
  int UNKNOWN = Integer.MIN_VALUE;

  /** The highest score there is. */
  int MOST = 1000;

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

  /**
   * {@code oom_score_adj} of this JVM.
   *
   * @return -1000 to 1000, or {@link #UNKNOWN}
   */
  int ownScore();

  /** The same, but it may have been read up to a tenth of a second ago. */
  int recentOwnScore();

  /**
   * {@code oom_score_adj} of another process.
   *
   * @return -1000 to 1000, or {@link #UNKNOWN} if the process is gone or hidden
   */
  int scoreOf(long pid);

  /**
   * Raises a child of this JVM and reads the result back.
   *
   * @param process the JDK's view of it, null if it has none
   * @param score 1 to 1000
   * @return {@link Raise#GONE} also if the pid is somebody else's by now
   */
  Raise raise(long pid, Process process, int score);

  /**
   * Raises a process that has been seen, and reads the result back.
   *
   * @param score 1 to 1000
   * @return {@link Raise#GONE} also if the pid is somebody else's by now
   */
  Raise raise(ProcessEntry seen, int score);

  /** What became of a raise from the parent. */
  enum Raise {
    /** The score reads back at or above the wanted one. */
    DONE,
    /**
     * The kernel did not allow it: a non-dumpable or setuid child, a {@code /proc} that is
     * read-only or another pid namespace's.
     */
    REFUSED,
    /** The child had ended. */
    GONE
  }

  /**
   * The pid that was given out last, to a process or a thread: as long as it stays the same, no
   * process has been started.
   *
   * @return -1 if it is not told
   */
  long lastPid();

  /** All processes that can be seen, by pid. */
  Map<Long, ProcessEntry> processes();

  /**
   * A process, as it is now.
   *
   * @return null if there is none of that pid
   */
  ProcessEntry process(long pid);

  /**
   * A child of this JVM, as it is now.
   *
   * @return null if it has none of that pid
   */
  ProcessEntry child(long pid);

  /**
   * A variable of the environment that a process was started with.
   *
   * @return null if it has none, or if it does not tell
   */
  String environmentOf(long pid, String name);

  /**
   * Waits until a native helper has executed its command; that takes tens of microseconds.
   *
   * @param helper the helper's real path
   */
  Exec awaitCommand(long pid, String helper);

  /** What became of a native helper. */
  enum Exec {
    /** The command runs, or has run. */
    DONE,
    /** The command could not be executed; the helper waits to be killed. */
    FAILED,
    /** Not seen within seconds: a file system that hangs, perhaps. */
    UNKNOWN
  }

  /** Whether this user may execute it, or enter it; relative paths are the JVM's. */
  boolean isAllowed(String path);

  /** Whether it is a file that this user may execute; relative paths are the JVM's. */
  boolean isExecutable(String path);

  /**
   * Looks into what this user may execute, as {@code execve} would; relative paths are the JVM's.
   */
  Executable probe(String path);

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

  /** {@code PATH} as the JVM got it at its start, or null. */
  String searchPath();

  /**
   * Whether {@link System#getenv()} tells all of the JVM's environment: a name given twice and an
   * entry without {@code =} do not show in it.
   */
  boolean isEnvironmentWhole();

  /** Whether names and values of the environment are kept as UTF-8. */
  boolean isUtf8();
}
