package ai.openclaw.oom.report;

import ai.openclaw.oom.group.GroupPlace;
import ai.openclaw.oom.group.GroupReading;
import ai.openclaw.oom.group.GroupValue;
import ai.openclaw.oom.linux.Scores;
import ai.openclaw.oom.log.Log;
import ai.openclaw.oom.watch.Child;
import ai.openclaw.oom.watch.Job;
import java.util.List;

/** Says once, with the first spawn, what is in force, and where nothing is to be won by it. */
public final class Outlook implements Job {
  private static final long MIB = 1 << 20;

  private static final String GUARDED =
      ": a guard is kept, which kills the right child before the kernel has to";

  private final Scores scores;
  private final int target;
  private final Equipment equipment;
  private final Guarding guard;
  private boolean isSaid;
  private boolean isWarned;
  private int own;
  private GroupValue together;

  /**
   * @param target 1 to 1000
   * @param guard null if none was asked for
   */
  public Outlook(Scores scores, int target, Equipment equipment, Guarding guard) {
    this.scores = scores;
    this.target = target;
    this.equipment = equipment;
    this.guard = guard;
  }

  @Override
  public void look(List<Child> started, List<Child> ended) {
    if (!isSaid) {
      isSaid = true;
      GroupReading groups = GroupPlace.find().read();
      own = scores.ownScore();
      together = groups.oomGroup();
      String what = "openclaw-oom-agent " + equipment.version() + ", shim " + equipment.shim();
      Log.info(what + ", target " + target + ", " + margin(groups.tightestLimit()));
    }
    if (!isWarned && (guard == null || guard.isSettled())) {
      isWarned = true;
      warn(guard != null && guard.isKept());
    }
  }

  private void warn(boolean isGuarded) {
    if (own >= target) {
      String why = "this JVM's own oom_score_adj is " + own + ", and the target is " + target;
      if (isGuarded) {
        Log.info(why + GUARDED);
      } else {
        Log.warn("children cannot go first: " + why);
      }
    }
    if (together.isNumber() && together.number() > 0) {
      if (isGuarded) {
        Log.info(
            "memory.oom.group is 1, where no score can help"
                + GUARDED
                + " ("
                + together.file()
                + ")");
      } else {
        Log.warn(
            "no score can help where memory.oom.group is 1: the kernel takes all of the group with"
                + " its first victim ("
                + together.file()
                + ")");
      }
    }
  }

  /** What a child may use less than this JVM and still be taken first. */
  private String margin(GroupValue limit) {
    if (own == Scores.UNKNOWN) {
      return "own oom_score_adj cannot be read";
    }
    String text = "own oom_score_adj " + own;
    if (!limit.isNumber()) {
      return text + ", memory limit: " + limit;
    }
    long margin = Math.max(0, target - own) * (limit.number() / MIB) / 1000;
    return text
        + ", margin "
        + margin
        + " MiB of "
        + limit.number() / MIB
        + " ("
        + limit.file()
        + ")";
  }

  @Override
  public boolean isIdle() {
    return isWarned;
  }

  @Override
  public String toString() {
    return "saying what is in force";
  }
}
