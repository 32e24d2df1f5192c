package ai.openclaw.oom.watch;

import ai.openclaw.oom.linux.ProcessEntry;

/** A raised child that is watched until it ends. */
public final class Child {
  /** The JDK's view of it; null if a library started it past the JDK. */
  public final Process process;

  public final long pid;

  /** As it was seen at its start, if it was; the only way to know it again if it has no process. */
  public final ProcessEntry seen;

  private final String name;
  private final int score;

  /**
   * @param process the JDK's view of it; null if it has none
   * @param name of the program
   * @param score the child's {@code oom_score_adj}
   * @param seen the child, seen while it certainly was this one; null if it was not looked at
   */
  public Child(Process process, String name, long pid, int score, ProcessEntry seen) {
    this.process = process;
    this.name = name;
    this.pid = pid;
    this.score = score;
    this.seen = seen;
  }

  /** Whether it is still running, as far as that can be told: without a process it cannot. */
  public boolean isAlive() {
    return process != null && process.isAlive();
  }

  @Override
  public String toString() {
    return "child " + pid + " (" + name + ", oom_score_adj " + score + ")";
  }
}
