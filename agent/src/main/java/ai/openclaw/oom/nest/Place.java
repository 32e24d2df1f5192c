package ai.openclaw.oom.nest;

import ai.openclaw.oom.linux.ProcessEntry;
import ai.openclaw.oom.linux.Processes;
import ai.openclaw.oom.linux.Scores;

/**
 * Where a JVM belongs that somebody raised and that has children of its own to raise: between the
 * one that started it and its workers.
 *
 * <p>Half-way, because then the margin on either side is half of what there is: 500, the JVMs that
 * it starts 750, and so on. But a service that starts its own successor is to come back to the
 * place that it had, not to a higher one each time.
 */
public final class Place {
  /** Deeper than any JVM is started. */
  private static final int DEEPEST = 64;

  private static final long INIT = 1;
  private static final String JVM = "/libjvm.so";

  private final Scores scores;
  private final Processes processes;

  public Place(Scores scores, Processes processes) {
    this.scores = scores;
    this.processes = processes;
  }

  /**
   * Where a raised JVM belongs.
   *
   * @param raised the score that it was raised to, 1 to 1000
   * @return -1000 to 999, or {@link Scores#UNKNOWN} if none of its ancestors is lower
   */
  public int of(ProcessEntry process, int raised) {
    ProcessEntry child = process;
    for (int i = 0; i < DEEPEST && child.parent > 0; i++) {
      ProcessEntry parent = processes.process(child.parent);
      if (parent == null || parent.startTime > child.startTime) {
        return Scores.UNKNOWN;
      }
      int score = scores.scoreOf(parent.pid);
      if (score != Scores.UNKNOWN && score < raised) {
        return isSuccessor(process, parent) ? score : Math.floorDiv(raised + score, 2);
      }
      child = parent;
    }
    return Scores.UNKNOWN;
  }

  /**
   * Whether it was init that gave a process its score: a service manager may mean it, and where the
   * process has CAP_SYS_RESOURCE the kernel would let it go below.
   */
  public boolean isGivenByInit(ProcessEntry process) {
    return process.parent == INIT
        && processes.mayLowerAnything()
        && !processes.hasMapped(INIT, JVM);
  }

  private boolean isSuccessor(ProcessEntry process, ProcessEntry ancestor) {
    String own = processes.commandLineOf(process.pid);
    String other = processes.commandLineOf(ancestor.pid);
    return own != null && other != null && withoutProperties(own).equals(withoutProperties(other));
  }

  /** System properties tell generations of the same service apart. */
  private static String withoutProperties(String commandLine) {
    StringBuilder rest = new StringBuilder();
    for (String argument : commandLine.split("\0", -1)) {
      if (!argument.startsWith("-D")) {
        rest.append(argument).append('\0');
      }
    }
    return rest.toString();
  }
}
