package ai.openclaw.oom.observe;

/** A raised child that is watched until it ends. */
final class Child {
  private static final int SIGKILLED = 128 + 9;

  final Process process;
  final long pid;
  private final String name;
  private final int score;

  Child(Process process, String name, long pid, int score) {
    this.process = process;
    this.name = name;
    this.pid = pid;
    this.score = score;
  }

  /** The JDK gives 128 + signal; a program may also exit with that number by itself. */
  boolean endedLikeKilled() {
    return process.exitValue() == SIGKILLED;
  }

  @Override
  public String toString() {
    return "child " + pid + " (" + name + ", oom_score_adj " + score + ")";
  }
}
