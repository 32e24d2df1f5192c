package ai.openclaw.oom.demo.pressure;

import static org.assertj.core.api.Assertions.assertThat;

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

  @Test
  void promisedWhenTheChildGoesInsteadOfTheGateway() {
    Pair pair = new Pair(GATEWAY_DIED, CHILD_DIED, true);
    assertThat(pair.promised()).isTrue();
    assertThat(pair.verdict())
        .isEqualTo(
            "As promised: without the agent the kernel killed the gateway; "
                + "with it the kernel killed the child and the gateway lives.");
  }

  @Test
  void notPromisedWhenTheAgentDoesNothing() {
    Pair pair = new Pair(GATEWAY_DIED, GATEWAY_DIED, true);
    assertThat(pair.promised()).isFalse();
    assertThat(pair.verdict()).startsWith("Not as promised: ");
  }

  @Test
  void notPromisedWhenTheChildGoesAnyway() {
    assertThat(new Pair(CHILD_DIED, CHILD_DIED, true).promised()).isFalse();
  }

  @Test
  void anExitCodeAloneIsNoKillByTheKernel() {
    Outcome ended = outcome(CHILD, 0, 137, null, -1);
    assertThat(ended.gatewayKilled()).isFalse();
    assertThat(ended.killed()).isEqualTo("nobody");
    assertThat(new Pair(ended, CHILD_DIED, true).promised()).isFalse();
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
    assertThat(Report.table(new Pair(twice, CHILD_DIED, true))).anyMatch(named(row));
    assertThat(Report.table(new Pair(GATEWAY_DIED, CHILD_DIED, true)))
        .isNotEmpty()
        .noneMatch(named(row));
  }

  @Test
  void aGatewayThatLostASessionDoesNotLive() {
    Outcome harmed = outcome(RAISED, 1, null, 137, Gateway.SESSIONS - 1);
    assertThat(harmed.gatewayAlive()).isFalse();
    assertThat(new Pair(GATEWAY_DIED, harmed, true).promised()).isFalse();
  }

  @Test
  void withoutALimitTheRankingIsThePromise() {
    Outcome calm = outcome(CHILD, 0, null, null, Gateway.SESSIONS);
    Outcome raised = outcome(RAISED, 0, null, null, Gateway.SESSIONS);
    assertThat(new Pair(calm, raised, false).promised()).isTrue();
    assertThat(new Pair(calm, calm, false).promised()).isFalse();
    assertThat(new Pair(raised, raised, false).promised()).isFalse();
    assertThat(new Pair(calm, raised, false).verdict())
        .startsWith("As promised, but nothing was killed: without the agent the child keeps");
  }

  @Test
  void saysThatTheAgentHasNothingToAddAtTheTop() {
    Outcome top = outcome(RAISED, 1, 137, null, -1);
    Pair pair = new Pair(top, top, true);
    assertThat(pair.promised()).isFalse();
    assertThat(pair.verdict()).contains("the agent has nothing to add");
  }

  @Test
  void saysHowSmallTheMarginIsForAShellThatIsRaised() {
    Outcome raisedABit = outcome(new Vitals(11, 81_920, 500, 1001), 1, 137, null, -1);
    String verdict = new Pair(raisedABit, GATEWAY_DIED, true).verdict();
    assertThat(verdict).endsWith("is 500: the agent's margin is only 128 MB.");
  }

  @Test
  void saysThatTheGatewayWasASecondVictim() {
    Outcome both = outcome(RAISED, 2, 137, null, -1);
    assertThat(new Pair(GATEWAY_DIED, both, true).verdict())
        .startsWith("Not as promised: ")
        .contains("It was a second victim: the group counted 2 kills");
    assertThat(new Pair(GATEWAY_DIED, GATEWAY_DIED, true).verdict())
        .doesNotContain("second victim");
  }

  @Test
  void talliesGatewaysOnly() {
    Pair good = new Pair(GATEWAY_DIED, CHILD_DIED, true);
    Pair bad = new Pair(CHILD_DIED, GATEWAY_DIED, true);
    assertThat(Report.tally(List.of(good, good, bad)))
        .isEqualTo("without: 2 of 3 gateways killed; with: 1 of 3");
  }

  @Test
  void thePlainReportNamesTheVictimOfEachRun() {
    assertThat(Report.plain(1, "none", new Pair(GATEWAY_DIED, CHILD_DIED, true)))
        .contains("without.killed=gateway", "with.killed=child", "promised=true");
  }

  private static Predicate<String> named(String name) {
    return row -> row.startsWith(name);
  }

  private static Outcome outcome(
      Vitals child, long kills, Integer gatewayExit, Integer childExit, long sessions) {
    return new Outcome(GATEWAY, child, GATEWAY, child, kills, gatewayExit, childExit, sessions);
  }
}
