package ai.openclaw.oom.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
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
    assertTrue(pair.promised());
    assertEquals(
        "As promised: without the agent the kernel killed the gateway; "
            + "with it the kernel killed the child and the gateway lives.",
        pair.verdict());
  }

  @Test
  void notPromisedWhenTheAgentDoesNothing() {
    Pair pair = new Pair(GATEWAY_DIED, GATEWAY_DIED, true);
    assertFalse(pair.promised());
    assertTrue(pair.verdict().startsWith("Not as promised: "), pair::verdict);
  }

  @Test
  void notPromisedWhenTheChildGoesAnyway() {
    assertFalse(new Pair(CHILD_DIED, CHILD_DIED, true).promised());
  }

  @Test
  void anExitCodeAloneIsNoKillByTheKernel() {
    Outcome ended = outcome(CHILD, 0, 137, null, -1);
    assertFalse(ended.gatewayKilled());
    assertEquals("nobody", ended.killed());
    assertFalse(new Pair(ended, CHILD_DIED, true).promised());
  }

  @Test
  void aCounterAloneIsNoKillOfTheGateway() {
    assertEquals("nobody", outcome(CHILD, 1, 1, null, -1).killed());
  }

  @Test
  void tellsOfKillsThatNoExitCodeExplains() {
    Outcome twice = outcome(CHILD, 2, 137, null, -1);
    assertEquals(1, twice.unexplainedKills());
    assertEquals(0, GATEWAY_DIED.unexplainedKills());
    String row = "killed as well, exit unseen";
    assertTrue(has(Report.table(new Pair(twice, CHILD_DIED, true)), row));
    assertFalse(has(Report.table(new Pair(GATEWAY_DIED, CHILD_DIED, true)), row));
  }

  @Test
  void aGatewayThatLostASessionDoesNotLive() {
    Outcome harmed = outcome(RAISED, 1, null, 137, Gateway.SESSIONS - 1);
    assertFalse(harmed.gatewayAlive());
    assertFalse(new Pair(GATEWAY_DIED, harmed, true).promised());
  }

  @Test
  void withoutALimitTheRankingIsThePromise() {
    Outcome calm = outcome(CHILD, 0, null, null, Gateway.SESSIONS);
    Outcome raised = outcome(RAISED, 0, null, null, Gateway.SESSIONS);
    assertTrue(new Pair(calm, raised, false).promised());
    assertFalse(new Pair(calm, calm, false).promised());
    assertFalse(new Pair(raised, raised, false).promised());
    assertTrue(
        new Pair(calm, raised, false)
            .verdict()
            .startsWith("As promised, but nothing was killed: without the agent the child keeps"));
  }

  @Test
  void saysThatTheAgentHasNothingToAddAtTheTop() {
    Outcome top = outcome(RAISED, 1, 137, null, -1);
    Pair pair = new Pair(top, top, true);
    assertFalse(pair.promised());
    assertTrue(pair.verdict().contains("the agent has nothing to add"), pair::verdict);
  }

  @Test
  void saysHowSmallTheMarginIsForAShellThatIsRaised() {
    Outcome raisedABit = outcome(new Vitals(11, 81_920, 500, 1001), 1, 137, null, -1);
    String verdict = new Pair(raisedABit, GATEWAY_DIED, true).verdict();
    assertTrue(verdict.endsWith("is 500: the agent's margin is only 128 MB."), verdict);
  }

  @Test
  void talliesGatewaysOnly() {
    Pair good = new Pair(GATEWAY_DIED, CHILD_DIED, true);
    Pair bad = new Pair(CHILD_DIED, GATEWAY_DIED, true);
    assertEquals(
        "without: 2 of 3 gateways killed; with: 1 of 3", Report.tally(List.of(good, good, bad)));
  }

  @Test
  void thePlainReportNamesTheVictimOfEachRun() {
    List<String> lines = Report.plain(1, "none", new Pair(GATEWAY_DIED, CHILD_DIED, true));
    assertTrue(lines.contains("without.killed=gateway"), lines::toString);
    assertTrue(lines.contains("with.killed=child"), lines::toString);
    assertTrue(lines.contains("promised=true"), lines::toString);
  }

  private static boolean has(List<String> rows, String name) {
    return rows.stream().anyMatch(row -> row.startsWith(name));
  }

  private static Outcome outcome(
      Vitals child, long kills, Integer gatewayExit, Integer childExit, long sessions) {
    return new Outcome(GATEWAY, child, GATEWAY, child, kills, gatewayExit, childExit, sessions);
  }
}
