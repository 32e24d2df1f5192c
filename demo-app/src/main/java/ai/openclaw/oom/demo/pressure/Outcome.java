package ai.openclaw.oom.demo.pressure;

import ai.openclaw.oom.demo.process.GuardKill;
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
 * @param guardKill the guard's kill, as the agent told of it; {@code null} for none
 * @param together whether the kernel takes all of the group with its first victim
 */
public record Outcome(
    Vitals gatewayFirst,
    Vitals childFirst,
    Vitals gatewayLast,
    Vitals childLast,
    long oomKills,
    Integer gatewayExit,
    Integer childExit,
    long sessions,
    GuardKill guardKill,
    boolean together) {
  private static final int SIGKILLED = 128 + 9;

  boolean gatewayKilled() {
    return oomKills > 0 && killed(gatewayExit);
  }

  boolean childKilled() {
    return childKilledByGuard() || childKilledByKernel();
  }

  boolean childKilledByGuard() {
    return guardKill != null && guardKill.pid() == childLast.pid() && killed(childExit);
  }

  /** Where it goes with its gateway, nobody is left to get its exit code. */
  boolean childKilledByKernel() {
    return !childKilledByGuard() && (oomKills > 0 && killed(childExit) || isAllKilled());
  }

  private boolean isAllKilled() {
    return together && gatewayKilled();
  }

  boolean gatewayAlive() {
    return gatewayExit == null && sessions == Gateway.SESSIONS;
  }

  boolean anyKilled() {
    return gatewayKilled() || childKilled();
  }

  /** Who was killed, for the user: the gateway, the child, both or nobody. */
  String killed() {
    return named(gatewayKilled(), childKilled());
  }

  /** Whom of them the kernel killed. */
  String killedByKernel() {
    return named(gatewayKilled(), childKilledByKernel());
  }

  private static String named(boolean gateway, boolean child) {
    return gateway ? child ? "both" : "the gateway" : child ? "the child" : "nobody";
  }

  /** Who killed whom, for the user. */
  String deeds() {
    if (!childKilledByGuard()) {
      return "the kernel killed " + killed();
    }
    return "the guard killed the child"
        + (gatewayKilled() ? ", and the kernel killed the gateway" : "");
  }

  /** Whether the gateway was killed and was not the only one. */
  boolean isSecondVictim() {
    return gatewayKilled() && !together && oomKills > 1;
  }

  /**
   * Kills that the counter tells of and no exit code explains. A kernel may kill once more before
   * the first victim's memory is back; the child of a dead gateway leaves its exit code to nobody.
   * Where it takes all of the group it may count a victim more than once.
   */
  long unexplainedKills() {
    return isAllKilled()
        ? 0
        : Math.max(0, oomKills - (gatewayKilled() ? 1 : 0) - (childKilledByKernel() ? 1 : 0));
  }

  private static boolean killed(Integer exit) {
    return exit != null && exit == SIGKILLED;
  }
}
