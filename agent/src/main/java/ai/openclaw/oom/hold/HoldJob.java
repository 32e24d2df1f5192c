package ai.openclaw.oom.hold;

import ai.openclaw.oom.linux.Executables;
import ai.openclaw.oom.linux.ProcessEntry;
import ai.openclaw.oom.linux.Processes;
import ai.openclaw.oom.linux.Scores;
import ai.openclaw.oom.report.Sightings;
import ai.openclaw.oom.report.Tally;
import ai.openclaw.oom.spawn.Policy;
import ai.openclaw.oom.watch.Child;
import ai.openclaw.oom.watch.Job;
import java.util.List;

/** Keeps the trees of raised children raised, and raises the children that nobody saw start. */
public final class HoldJob implements Job {
  private final Trees trees;
  private final Strays strays;
  private final Processes processes;

  /**
   * @param holds whether who has lowered itself is raised again
   * @param raisesStrays whether children that came past the gate are raised
   * @param raisesExisting whether those are, too, that are there at the first look
   * @param sightings is told of all descendants; null if nobody is
   */
  public HoldJob(
      Scores scores,
      Processes processes,
      Executables executables,
      Policy policy,
      boolean holds,
      boolean raisesStrays,
      boolean raisesExisting,
      Sightings sightings,
      Tally tally) {
    this.strays =
        raisesStrays
            ? new Strays(scores, processes, executables, policy, !raisesExisting, tally)
            : null;
    this.trees =
        new Trees(
            scores,
            processes,
            policy.score(),
            holds,
            strays,
            sightings,
            tally,
            Clock.SYSTEM,
            Members.MOST);
    this.processes = processes;
  }

  @Override
  public void look(List<Child> started, List<Child> ended) {
    for (Child child : ended) {
      child.read(trees.lastScore(child.pid));
    }
    if (strays == null && trees.isEmpty() && started.isEmpty()) {
      return;
    }
    for (Child child : started) {
      if (child.outcome.isRaise()) {
        plant(child);
      } else if (strays != null) {
        strays.leave(child.pid);
      }
    }
    trees.look();
  }

  private void plant(Child child) {
    ProcessEntry seen = child.entry(processes);
    if (seen != null) {
      trees.add(seen);
    } else if (child.process != null) {
      trees.addEnded(child.pid);
    }
  }

  /** From the first spawn on, a stray may come at any time. */
  @Override
  public boolean isIdle() {
    return strays == null && trees.isEmpty();
  }

  @Override
  public String toString() {
    return "holding trees";
  }
}
