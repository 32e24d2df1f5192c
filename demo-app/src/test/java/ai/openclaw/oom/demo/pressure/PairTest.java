package ai.openclaw.oom.demo.pressure;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.demo.process.GuardKill;
import ai.openclaw.oom.demo.process.Vitals;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class PairTest {
  private static final Vitals GATEWAY = new Vitals(10, 184_320, 0, 671);
  private static final Vitals CHILD = new Vitals(11, 81_920, 0, 668);
  private static final Vitals RAISED = new Vitals(11, 81_920, 1000, 1334);

  private static final Outcome GATEWAY_DIED = outcome(CHILD, 1, 137, null, -1);
  private static final Outcome CHILD_DIED = outcome(RAISED, 1, null, 137, Gateway.SESSIONS);

  private static final GuardKill GUARDS = new GuardKill(RAISED.pid(), "java", 80, 5, 256, 100);
  private static final Outcome GUARD_KILLED =
      outcome(RAISED, 0, null, 137, Gateway.SESSIONS, GUARDS, false);

  @Test
  void promisedWhenTheChildGoesInsteadOfTheGateway() {
    Pair pair = new Pair(GATEWAY_DIED, CHILD_DIED, true, false);
    assertThat(pair.promised()).isTrue();
    assertThat(pair.verdict())
        .isEqualTo(
            "As promised: without the agent the kernel killed the gateway; "
                + "with it the kernel killed the child and the gateway lives.");
  }

  @Test
  void notPromisedWhenTheAgentDoesNothing() {
    Pair pair = new Pair(GATEWAY_DIED, GATEWAY_DIED, true, false);
    assertThat(pair.promised()).isFalse();
    assertThat(pair.verdict()).startsWith("Not as promised: ");
  }

  @Test
  void notPromisedWhenTheChildGoesAnyway() {
    assertThat(new Pair(CHILD_DIED, CHILD_DIED, true, false).promised()).isFalse();
  }

  @Test
  void anExitCodeAloneIsNoKillByTheKernel() {
    Outcome ended = outcome(CHILD, 0, 137, null, -1);
    assertThat(ended.gatewayKilled()).isFalse();
    assertThat(ended.killed()).isEqualTo("nobody");
    assertThat(new Pair(ended, CHILD_DIED, true, false).promised()).isFalse();
  }

  @Test
  void aCounterAloneIsNoKillOfTheGateway() {
    assertThat(outcome(CHILD, 1, 1, null, -1).killed()).isEqualTo("nobody");
  }

  @Test
  void tellsOfKillsThatNoExitCodeExplains() {
    Outcome twice = outcome(CHILD, 2, 137, null, -1);
    assertThat(twice.unexplainedKills()).isEqualTo(1);
    assertThat(GATEWAY_DIED.unexplainedKills()).isZero();
    String row = "killed as well, exit unseen";
    assertThat(Report.table(new Pair(twice, CHILD_DIED, true, false))).anyMatch(named(row));
    assertThat(Report.table(new Pair(GATEWAY_DIED, CHILD_DIED, true, false)))
        .isNotEmpty()
        .noneMatch(named(row));
  }

  @Test
  void aGatewayThatLostASessionDoesNotLive() {
    Outcome harmed = outcome(RAISED, 1, null, 137, Gateway.SESSIONS - 1);
    assertThat(harmed.gatewayAlive()).isFalse();
    assertThat(new Pair(GATEWAY_DIED, harmed, true, false).promised()).isFalse();
  }

  @Test
  void withoutALimitTheRankingIsThePromise() {
    Outcome calm = outcome(CHILD, 0, null, null, Gateway.SESSIONS);
    Outcome raised = outcome(RAISED, 0, null, null, Gateway.SESSIONS);
    assertThat(new Pair(calm, raised, false, false).promised()).isTrue();
    assertThat(new Pair(calm, calm, false, false).promised()).isFalse();
    assertThat(new Pair(raised, raised, false, false).promised()).isFalse();
    assertThat(new Pair(calm, raised, false, false).verdict())
        .startsWith("As promised, but nothing was killed: without the agent the child keeps");
  }

  @Test
  void saysThatTheAgentHasNothingToAddAtTheTop() {
    Outcome top = outcome(RAISED, 1, 137, null, -1);
    Pair pair = new Pair(top, top, true, false);
    assertThat(pair.promised()).isFalse();
    assertThat(pair.verdict()).contains("the agent has nothing to add");
  }

  @Test
  void saysHowSmallTheMarginIsForAShellThatIsRaised() {
    Outcome raisedABit = outcome(new Vitals(11, 81_920, 500, 1001), 1, 137, null, -1);
    String verdict = new Pair(raisedABit, GATEWAY_DIED, true, false).verdict();
    assertThat(verdict).endsWith("is 500: the agent's margin is only 128 MB.");
  }

  @Test
  void saysThatTheGatewayWasASecondVictim() {
    Outcome both = outcome(RAISED, 2, 137, null, -1);
    assertThat(new Pair(GATEWAY_DIED, both, true, false).verdict())
        .startsWith("Not as promised: ")
        .contains("It was a second victim: the group counted 2 kills");
    assertThat(new Pair(GATEWAY_DIED, GATEWAY_DIED, true, false).verdict())
        .doesNotContain("second victim");
  }

  @Test
  void talliesGatewaysOnly() {
    Pair good = new Pair(GATEWAY_DIED, CHILD_DIED, true, false);
    Pair bad = new Pair(CHILD_DIED, GATEWAY_DIED, true, false);
    assertThat(Report.tally(List.of(good, good, bad)))
        .isEqualTo("without: 2 of 3 gateways killed; with: 1 of 3");
  }

  @Test
  void thePlainReportNamesTheVictimOfEachRun() {
    assertThat(Report.plain(1, "none", new Pair(GATEWAY_DIED, CHILD_DIED, true, false)))
        .contains("without.killed=gateway", "with.killed=child", "promised=true");
  }

  @Test
  void withAGuardTheKernelIsToHaveNothingToDo() {
    Pair pair = new Pair(GATEWAY_DIED, GUARD_KILLED, true, true);
    assertThat(pair.promised()).isTrue();
    assertThat(pair.verdict())
        .isEqualTo(
            "As promised: without the agent the kernel killed the gateway; "
                + "with it the guard killed the child and the gateway lives. "
                + "The group's counter of kills by the kernel stayed at 0.");
    assertThat(Report.table(pair))
        .anyMatch(row -> row.matches("killed by the kernel +the gateway, exit code 137 +nobody"))
        .anyMatch(row -> row.matches("killed by the guard +nobody +the child, exit code 137"));
    assertThat(Report.plain(1, "none", pair))
        .contains(
            "without.gateway.killed_by=kernel",
            "without.child.killed_by=",
            "with.gateway.killed_by=",
            "with.child.killed_by=guard",
            "with.killed=child");
    assertThat(Report.tally(List.of(pair)))
        .isEqualTo(
            "without: 1 of 1 gateways killed; with: 0 of 1,"
                + " and 1 of 1 children killed by the guard");
  }

  @Test
  void aGuardThatCameTooLateIsNoSuccess() {
    Pair kernelsChild = new Pair(GATEWAY_DIED, CHILD_DIED, true, true);
    assertThat(kernelsChild.promised()).isFalse();
    assertThat(kernelsChild.verdict())
        .startsWith("Not as promised: ")
        .endsWith(
            "with it the kernel killed the child and the gateway lives. The guard killed nobody.");
    Outcome both = outcome(RAISED, 1, 137, 137, -1, GUARDS, false);
    assertThat(both.unexplainedKills()).isZero();
    assertThat(new Pair(GATEWAY_DIED, both, true, true).verdict())
        .startsWith("Not as promised: ")
        .contains(
            "with it the guard killed the child, and the kernel killed the gateway",
            "the group's counter of kills by the kernel rose by 1.");
  }

  /** A descendant, or the child of another run. */
  @Test
  void aKillOfSomebodyElseIsNotTheChilds() {
    GuardKill other = new GuardKill(RAISED.pid() + 1, "java", 80, 5, 256, 100);
    Outcome ended = outcome(RAISED, 0, null, 137, Gateway.SESSIONS, other, false);
    assertThat(ended.killed()).isEqualTo("nobody");
    assertThat(new Pair(GATEWAY_DIED, ended, true, true).promised()).isFalse();
  }

  @Test
  void whereAllGoTogetherBothAreKilledByTheKernel() {
    Outcome all = outcome(RAISED, 3, 137, null, -1, null, true);
    assertThat(all.killed()).isEqualTo("both");
    assertThat(all.unexplainedKills()).isZero();
    Outcome before = outcome(CHILD, 2, 137, null, -1, null, true);
    Pair pair = new Pair(before, all, true, false);
    assertThat(pair.promised()).isFalse();
    assertThat(pair.verdict())
        .startsWith("Not as promised: without the agent the kernel killed both; ")
        .endsWith("and no score can help: --guard can.")
        .doesNotContain("second victim");
    assertThat(new Pair(before, GUARD_KILLED, true, true).promised()).isTrue();
    assertThat(Report.plain(1, "none", pair))
        .contains("with.gateway.killed_by=kernel", "with.child.killed_by=kernel");
  }

  private static Predicate<String> named(String name) {
    return row -> row.startsWith(name);
  }

  private static Outcome outcome(
      Vitals child, long kills, Integer gatewayExit, Integer childExit, long sessions) {
    return outcome(child, kills, gatewayExit, childExit, sessions, null, false);
  }

  private static Outcome outcome(
      Vitals child,
      long kills,
      Integer gatewayExit,
      Integer childExit,
      long sessions,
      GuardKill guardKill,
      boolean together) {
    return new Outcome(
        GATEWAY,
        child,
        GATEWAY,
        child,
        kills,
        gatewayExit,
        childExit,
        sessions,
        guardKill,
        together);
  }
}
