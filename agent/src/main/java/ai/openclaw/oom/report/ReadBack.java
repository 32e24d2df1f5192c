package ai.openclaw.oom.report;

import ai.openclaw.oom.linux.Processes;
import ai.openclaw.oom.linux.Scores;
import ai.openclaw.oom.linux.Scores.Raise;
import ai.openclaw.oom.log.Log;
import ai.openclaw.oom.spawn.Outcome;
import ai.openclaw.oom.watch.Child;
import ai.openclaw.oom.watch.Job;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the scores of children that were to be raised: a shim cannot tell that its write was
 * refused. A child whose raise did not take is counted as such; the first is said.
 *
 * <p>One that ends before it is looked at goes by how it was started, unless it is known that this
 * JVM can write no score at all.
 */
public final class ReadBack implements Job {
  private final Scores scores;
  private final Processes processes;
  private final Tally tally;
  private final int target;
  private final boolean holds;

  /** Whose score was below the target at the last look, and at the one before. */
  private List<Child> low = new ArrayList<>();

  private List<Child> stillLow = new ArrayList<>();
  private boolean said;

  /**
   * @param target 1 to 1000
   * @param holds whether who has lowered itself is raised again: then a refused raise is a proof.
   *     Where it is not, a child that is low may just have lowered itself
   */
  public ReadBack(Scores scores, Processes processes, int target, boolean holds, Tally tally) {
    this.scores = scores;
    this.processes = processes;
    this.target = target;
    this.holds = holds;
    this.tally = tally;
  }

  @Override
  public void look(List<Child> started, List<Child> ended) {
    for (Child child : stillLow) {
      judge(child);
    }
    stillLow = low;
    low = new ArrayList<>();
    if (!started.isEmpty()) {
      String obstacle = scores.obstacle();
      for (Child child : started) {
        if (child.outcome.isRaise()) {
          lookFirst(child, obstacle);
        }
      }
    }
  }

  private void lookFirst(Child child, String obstacle) {
    int score = read(child);
    if (score >= target) {
      return;
    }
    if (obstacle != null || child.outcome == Outcome.NOT_RAISED) {
      notRaised(child, obstacle);
    } else if (holds && score != Scores.UNKNOWN) {
      low.add(child);
    }
  }

  /** A child may have lowered itself, so only one that is where all begin is tried again. */
  private void judge(Child child) {
    int score = read(child);
    if (score != Scores.UNKNOWN
        && score < target
        && score == scores.ownScore()
        && raise(child) == Raise.REFUSED) {
      notRaised(child, null);
    }
    read(child);
  }

  private Raise raise(Child child) {
    if (child.process != null) {
      return scores.raise(child.pid, child.process, target);
    }
    return child.seen == null ? Raise.GONE : scores.raise(child.pid, child.seen.startTime, target);
  }

  /** Alive after it was read, it was this child's. */
  private int read(Child child) {
    int score = scores.scoreOf(child.pid);
    if (!child.isThere(processes)) {
      return Scores.UNKNOWN;
    }
    child.read(score);
    return score;
  }

  private void notRaised(Child child, String obstacle) {
    if (child.outcome != Outcome.NOT_RAISED) {
      tally.recount(child.outcome, Outcome.NOT_RAISED);
    }
    if (!said) {
      said = true;
      Log.warn(
          child
              + " is not raised: "
              + (obstacle == null
                  ? "the kernel refuses the write, as for a child that is setuid or not dumpable"
                  : "scores cannot be written here: " + obstacle));
    }
  }

  @Override
  public boolean isIdle() {
    return low.isEmpty() && stillLow.isEmpty();
  }

  @Override
  public String toString() {
    return "reading scores back";
  }
}
