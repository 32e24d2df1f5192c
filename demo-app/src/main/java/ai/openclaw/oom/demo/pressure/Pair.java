package ai.openclaw.oom.demo.pressure;

import ai.openclaw.oom.demo.group.GroupKind;

/**
 * The two runs of one round, and whether they show what the agent promises.
 *
 * @param without the run as it is
 * @param with the run with the agent
 * @param limited whether the group had a limit
 * @param guarded whether the agent was asked to keep a guard
 */
public record Pair(Outcome without, Outcome with, boolean limited, boolean guarded) {
  /** The score that the agent gives to children. */
  static final int TARGET = 1000;

  /** Whether it was shown. */
  boolean promised() {
    return limited ? spared() : ranked();
  }

  /** The score with which every child starts here, without the agent. */
  int inherited() {
    return without.childFirst().scoreAdj();
  }

  private boolean spared() {
    return without.gatewayKilled()
        && with.gatewayAlive()
        && (guarded ? isGuardFirst() : with.childKilled());
  }

  private boolean isGuardFirst() {
    return with.childKilledByGuard() && with.oomKills() == 0;
  }

  private boolean ranked() {
    return without.gatewayAlive()
        && with.gatewayAlive()
        && without.childLast().scoreAdj() == without.gatewayLast().scoreAdj()
        && with.childLast().scoreAdj() == TARGET
        && with.childLast().score() > with.gatewayLast().score();
  }

  /** One line that says what was seen. */
  String verdict() {
    if (inherited() >= TARGET && !(guarded && promised())) {
      return "Nothing shown: this shell's oom_score_adj is "
          + inherited()
          + " already, every child inherits it, and the agent has nothing to add.";
    }
    if (!promised()) {
      return "Not as promised: " + seen() + second() + margin() + together();
    }
    return (limited ? "As promised: " : "As promised, but nothing was killed: ") + seen();
  }

  private String seen() {
    if (!limited) {
      return "without the agent the child keeps the inherited "
          + without.childLast().scoreAdj()
          + ", with it the child has "
          + with.childLast().scoreAdj()
          + " and the kernel ranks it "
          + (with.childLast().score() > with.gatewayLast().score() ? "before" : "after")
          + " the gateway.";
    }
    return "without the agent "
        + without.deeds()
        + "; with it "
        + with.deeds()
        + " and the gateway "
        + (with.gatewayAlive() ? "lives." : "does not answer as it should.")
        + (guarded ? guard() : "");
  }

  /** Whether the kernel was left nothing to do, by the group's own counter. */
  private String guard() {
    if (!with.childKilledByGuard()) {
      return " The guard killed nobody.";
    }
    return with.oomKills() == 0
        ? " The group's counter of kills by the kernel stayed at 0."
        : " That was not enough: the group's counter of kills by the kernel rose by "
            + with.oomKills()
            + ".";
  }

  /** No score decides there. */
  private String together() {
    return with.together() && !guarded
        ? " Where memory.oom.group is 1 the kernel takes all of the group with its first victim, and"
            + " no score can help: --guard can."
        : "";
  }

  /** Of two victims the kernel ranks the second when the first one's memory is not back yet. */
  private String second() {
    return limited && with.isSecondVictim()
        ? " It was a second victim: the group counted "
            + with.oomKills()
            + " kills, because the kernel chose once more before the child's memory was back."
        : "";
  }

  /** Where the shell's own score is raised already, the distance may be too small. */
  private String margin() {
    if (inherited() <= 0) {
      return "";
    }
    long mb = (long) (TARGET - inherited()) * GroupKind.LIMIT_MB / TARGET;
    return " This shell's oom_score_adj is "
        + inherited()
        + ": the agent's margin is only "
        + mb
        + " MB.";
  }
}
