package ai.openclaw.oom.linux;

/** {@code oom_score_adj}: what the kernel shows of it, and raising it. */
public interface Scores {
  /** A score that could not be read. */
  int UNKNOWN = Integer.MIN_VALUE;

  /** The highest score there is. */
  int MOST = 1000;

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
   * Sets this JVM's own score, and reads it back. The kernel lets everybody go down to the least
   * score that it was ever given by somebody with CAP_SYS_RESOURCE.
   *
   * @param score -1000 to 1000
   * @return what it reads afterwards, or {@link #UNKNOWN}
   */
  int placeOwn(int score);

  /**
   * Why this JVM, and whatever it starts, can write no score at all.
   *
   * @return a text for the user, or null if it could
   */
  String obstacle();

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
   * @param startTime in clock ticks after the system's boot
   * @param score 1 to 1000
   * @return {@link Raise#GONE} also if the pid is somebody else's by now
   */
  Raise raise(long pid, long startTime, int score);

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
}
