package ai.openclaw.oom.hold;

import ai.openclaw.oom.linux.ProcessEntry;
import ai.openclaw.oom.linux.Processes;
import ai.openclaw.oom.linux.Scores;
import ai.openclaw.oom.report.Tally;
import ai.openclaw.oom.watch.Child;
import ai.openclaw.oom.watch.Job;
import java.util.List;

/** Keeps the trees of raised children raised. */
public final class HoldJob implements Job {
  private final Trees trees;
  private final Processes processes;

  /**
   * @param score the target, 1 to 1000
   */
  public HoldJob(Scores scores, Processes processes, int score, Tally tally) {
    this.trees = new Trees(scores, processes, score, tally);
    this.processes = processes;
  }

  @Override
  public void look(List<Child> started, List<Child> ended) {
    if (trees.isEmpty() && started.isEmpty()) {
      return;
    }
    for (Child child : started) {
      plant(child);
    }
    trees.look();
  }

  /** Alive after its entry was read, the child was what the entry shows. */
  private void plant(Child child) {
    if (child.process == null) {
      if (child.seen != null) {
        trees.add(child.seen);
      }
      return;
    }
    ProcessEntry seen = child.isAlive() ? processes.child(child.pid) : null;
    if (seen != null && child.isAlive()) {
      trees.add(seen);
    } else {
      trees.addEnded(child.pid);
    }
  }

  @Override
  public boolean isIdle() {
    return trees.isEmpty();
  }

  @Override
  public String toString() {
    return "holding trees";
  }
}
