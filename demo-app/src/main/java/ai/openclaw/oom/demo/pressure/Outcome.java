package ai.openclaw.oom.demo.pressure;

import ai.openclaw.oom.demo.process.Vitals;

/**
 * What one run showed.
 *
 * @param gatewayFirst the gateway once its child was up
 * @param childFirst the child at that moment, before it grew
 * @param gatewayLast the gateway when it was last seen with its child
 * @param childLast the child at that moment
 * @param oomKills the rise of the group's own counter over the run
 * @param gatewayExit the gateway's exit code, {@code null} while it runs
 * @param childExit the child's exit code as its gateway got it, {@code null} if it runs or nobody
 *     was left to get it
 * @param sessions how many sessions the gateway, asked at the end, still had intact; -1 for no
 *     answer
 */
public record Outcome(
    Vitals gatewayFirst,
    Vitals childFirst,
    Vitals gatewayLast,
    Vitals childLast,
    long oomKills,
    Integer gatewayExit,
    Integer childExit,
    long sessions) {
  private static final int SIGKILLED = 128 + 9;

  boolean gatewayKilled() {
    return oomKills > 0 && killed(gatewayExit);
  }

  boolean childKilled() {
    return oomKills > 0 && killed(childExit);
  }

  boolean gatewayAlive() {
    return gatewayExit == null && sessions == Gateway.SESSIONS;
  }

  boolean anyKilled() {
    return gatewayKilled() || childKilled();
  }

  /** Whom the kernel killed, for the user: the gateway, the child, both or nobody. */
  String killed() {
    if (!anyKilled()) {
      return "nobody";
    }
    return gatewayKilled() ? childKilled() ? "both" : "the gateway" : "the child";
  }

  /** Whether the gateway was killed and was not the only one. */
  boolean isSecondVictim() {
    return gatewayKilled() && oomKills > 1;
  }

  /**
   * Kills that the counter tells of and no exit code explains. A kernel may kill once more before
   * the first victim's memory is back; the child of a dead gateway leaves its exit code to nobody.
   */
  long unexplainedKills() {
    return Math.max(0, oomKills - (gatewayKilled() ? 1 : 0) - (childKilled() ? 1 : 0));
  }

  private static boolean killed(Integer exit) {
    return exit != null && exit == SIGKILLED;
  }
}
