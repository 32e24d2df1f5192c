package ai.openclaw.oom.demo.serve;

/**
 * What became of two gateways under the same pressure.
 *
 * @param without the one without the agent
 * @param with the one with it
 */
record Comparison(GatewayRun without, GatewayRun with) {

  /** Whether something has happened to both, so that it can be told. */
  boolean isOver() {
    return happened(without) && happened(with);
  }

  private static boolean happened(GatewayRun run) {
    return run.exit() != null || run.kill() != null;
  }

  /** Whether it went as the agent promises. */
  boolean promised() {
    GatewayRun.Kill kill = with.kill();
    return without.wasKilled()
        && with.exit() == null
        && kill != null
        && kill.isByGuard() == with.hasGuard()
        && kill.of() > 0
        && kill.kept() == kill.of();
  }

  /** One line that says what was seen. */
  String verdict() {
    if (!isOver()) {
      return "Nothing shown: there was no kill in both groups.";
    }
    return (promised() ? "As promised: " : "Not as promised: ")
        + "without the agent "
        + fate(without)
        + "; with it "
        + fate(with)
        + ".";
  }

  private static String fate(GatewayRun run) {
    if (run.wasKilled()) {
      return "the kernel killed the gateway, and all its sessions are lost";
    }
    if (run.exit() != null) {
      return "the gateway ended, exit code " + run.exit();
    }
    GatewayRun.Kill kill = run.kill();
    return (kill.isByGuard() ? "the guard killed " : "the kernel killed ")
        + (kill.victim().isEmpty() ? "a child" : "the " + kill.victim())
        + ", and the gateway lives with "
        + kill.kept()
        + " of "
        + kill.of()
        + " sessions";
  }
}
