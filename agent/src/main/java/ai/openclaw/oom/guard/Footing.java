package ai.openclaw.oom.guard;

import ai.openclaw.oom.group.GroupLevel;
import ai.openclaw.oom.group.GroupPlace;
import ai.openclaw.oom.group.GroupReading;
import ai.openclaw.oom.group.GroupValue;
import ai.openclaw.oom.group.Quantity;
import ai.openclaw.oom.linux.Memory;
import ai.openclaw.oom.linux.ProcessEntry;
import ai.openclaw.oom.linux.Processes;
import ai.openclaw.oom.linux.Scores;
import java.io.File;
import java.util.ArrayList;
import java.util.List;

/** Whether a guard is wanted here, and can stand here: what it needs to know of the groups. */
public final class Footing {
  /** As many groups with a limit as the program can watch. */
  private static final int MOST_LEVELS = 8;

  private final boolean isAlways;
  private final int target;
  private final Scores scores;
  private final Processes processes;

  /** What the last look has found: null if a guard is not wanted, or cannot be. */
  private List<String> arguments;

  private String refusal;
  private List<File> limited;
  private GroupPlace place;

  /**
   * @param mode {@code on} or {@code auto}
   * @param target 1 to 1000
   */
  public Footing(String mode, int target, Scores scores, Processes processes) {
    this.isAlways = mode.equals("on");
    this.target = target;
    this.scores = scores;
    this.processes = processes;
  }

  /** Looks anew. */
  void look() {
    look(GroupPlace.find().read(), Memory.resident(), Memory.swap());
  }

  void look(GroupReading groups, long resident, long swap) {
    arguments = null;
    refusal = null;
    place = groups.place();
    limited = new ArrayList<>();
    GroupValue limit = groups.tightestLimit();
    GroupLevel tightest = groups.tightest();
    int own = scores.ownScore();
    boolean together = groups.oomGroup().isNumber() && groups.oomGroup().number() > 0;
    if (!isAlways && !isWanted(limit, own, together, resident)) {
      return;
    }
    refusal = refusal(groups, limit, tightest, own, together, swap);
    ProcessEntry self = processes.own();
    if (refusal == null && (self == null || !processes.isOwnNamespace())) {
      refusal = "/proc does not number processes as the kernel does for this JVM";
    }
    if (refusal == null) {
      arguments = arguments(groups, self.pid);
    }
  }

  /** Whether this JVM has come to another group since the last look. */
  boolean hasMoved() {
    return !place.isStillThatOf(new File("/"), "self");
  }

  /** Where the kernel's choice cannot spare this JVM, or only at the cost of many children. */
  private boolean isWanted(GroupValue limit, int own, boolean together, long resident) {
    if (!limit.isNumber()) {
      return false;
    }
    long margin = own == Scores.UNKNOWN ? 0 : Math.max(0, target - own) * (limit.number() / 1000);
    return together || margin < resident;
  }

  private String refusal(
      GroupReading groups,
      GroupValue limit,
      GroupLevel tightest,
      int own,
      boolean together,
      long swap) {
    if (!groups.place().ownInSight()) {
      return "this JVM's memory group is not in sight: " + groups.place().problem();
    }
    if (!limit.isNumber()) {
      return "there is no memory limit that can be read: " + limit;
    }
    if (tightest == null || limit.number() < tightest.get(Quantity.LIMIT).number()) {
      return "the tightest memory limit is that of a group out of sight: " + limit;
    }
    GroupValue swapLimit = tightest.get(Quantity.SWAP_LIMIT);
    if (swap > 0 && !swapLimit.isNumber()) {
      return "the memory group may use all of the machine's swap, and will not run out: "
          + swapLimit;
    }
    if (own == Scores.UNKNOWN) {
      return "this JVM's own oom_score_adj cannot be read";
    }
    if (own >= target && !together) {
      return "this JVM's own oom_score_adj is "
          + own
          + ", the target is "
          + target
          + ", and memory.oom.group is not 1: the kernel takes the largest";
    }
    return null;
  }

  private List<String> arguments(GroupReading groups, long pid) {
    List<String> found = new ArrayList<>();
    found.add(Long.toString(pid));
    found.add(Integer.toString(groups.place().version()));
    found.add(Integer.toString(target));
    found.add(groups.own().folder().getPath());
    for (GroupLevel level : groups.levels()) {
      if (level.binds() && level.get(Quantity.LIMIT).isNumber() && limited.size() < MOST_LEVELS) {
        limited.add(level.folder());
        found.add(level.folder().getPath());
      }
    }
    return found;
  }

  /** What the guard's program is to be started with; null if it is not to be. */
  List<String> arguments() {
    return arguments;
  }

  /** Why there cannot be a guard; null if there can, or if none is wanted. */
  String refusal() {
    return refusal;
  }

  /** One of the groups with a limit, as the program numbers them. */
  File limited(int index) {
    return limited.get(index);
  }
}
