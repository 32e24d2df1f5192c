package ai.openclaw.oom.demo.pressure;

import ai.openclaw.oom.demo.group.GroupKind;

/**
 * The two runs of one round, and whether they show what the agent promises.
 *
 * @param without the run as it is
 * @param with the run with the agent
 * @param limited whether the group had a limit
 */
public record Pair(Outcome without, Outcome with, boolean limited) {
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
    return without.gatewayKilled() && with.childKilled() && with.gatewayAlive();
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
    if (inherited() >= TARGET) {
      return "Nothing shown: this shell's oom_score_adj is "
          + inherited()
          + " already, every child inherits it, and the agent has nothing to add.";
    }
    if (!promised()) {
      return "Not as promised: " + seen() + second() + margin();
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
    return "without the agent the kernel killed "
        + without.killed()
        + "; with it the kernel killed "
        + with.killed()
        + " and the gateway "
        + (with.gatewayAlive() ? "lives." : "does not answer as it should.");
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
