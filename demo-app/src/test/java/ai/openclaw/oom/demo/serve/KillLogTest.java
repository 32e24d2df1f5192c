package ai.openclaw.oom.demo.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class KillLogTest {
  private static final ProcessRow GATEWAY = new ProcessRow(1, 0, "gateway", 204_800, 0, 0, 0);
  private static final ProcessRow CHILD = new ProcessRow(2, 1, "worker", 40_960, 1000, 0, 0);
  private static final ProcessTable BOTH = new ProcessTable(List.of(GATEWAY, CHILD));
  private static final ProcessTable ONE = new ProcessTable(List.of(GATEWAY));

  private static final String ROSE = "OOM kill: the kernel's counter rose from 3 to 4.";
  private static final String MISSING = "Missing since: worker (pid 2, 40 MB, oom_score_adj 1000).";

  private final KillLog log = new KillLog(3);

  @Test
  void namesWhoIsMissingWhenTheCounterRises() {
    assertEquals(List.of(), log.look(BOTH, 3));
    assertEquals(List.of(ROSE, MISSING), log.look(ONE, 4));
    assertEquals(List.of(), log.look(ONE, 4));
  }

  @Test
  void waitsForAVictimThatIsStillThere() {
    log.look(BOTH, 3);
    assertEquals(List.of(ROSE), log.look(BOTH, 4));
    assertEquals(List.of(MISSING), log.look(ONE, 4));
  }

  @Test
  void aProcessThatJustEndsIsNoKill() {
    log.look(BOTH, 3);
    assertEquals(List.of(), log.look(ONE, 3));
  }
}
