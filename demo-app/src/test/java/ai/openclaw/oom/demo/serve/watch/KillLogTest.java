package ai.openclaw.oom.demo.serve.watch;

import static org.assertj.core.api.Assertions.assertThat;

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
    assertThat(log.look(BOTH, 3)).isEmpty();
    assertThat(log.look(ONE, 4)).containsExactly(ROSE, MISSING);
    assertThat(log.look(ONE, 4)).isEmpty();
  }

  @Test
  void waitsForAVictimThatIsStillThere() {
    log.look(BOTH, 3);
    assertThat(log.look(BOTH, 4)).containsExactly(ROSE);
    assertThat(log.look(ONE, 4)).containsExactly(MISSING);
  }

  @Test
  void aProcessThatJustEndsIsNoKill() {
    log.look(BOTH, 3);
    assertThat(log.look(ONE, 3)).isEmpty();
  }
}
