package ai.openclaw.oom.demo.serve.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessTableTest {
  private static final long LIMIT_KB = 1 << 20;

  private static final ProcessRow GATEWAY = row(10, 1, 200_000, 0);
  private static final ProcessRow WORKER = row(11, 10, 40_000, 1000);
  private static final ProcessRow BROWSER = row(12, 10, 210_000, 910);
  private static final ProcessRow RENDERER = row(13, 12, 150_000, 937);
  private static final ProcessRow ORPHAN = row(14, 1, 4_000, 1000);

  private static final ProcessTable TABLE =
      new ProcessTable(List.of(RENDERER, ORPHAN, WORKER, BROWSER, GATEWAY));

  @Test
  void badnessAddsThousandthsOfTheLimitInWholePages() {
    // 262,144 pages; the kernel divides by 1000 first: 262 pages for each point.
    assertThat(ProcessRow.badnessKb(40_000, 1000, LIMIT_KB)).isEqualTo(40_000 + 1000 * 262 * 4);
    assertThat(ProcessRow.badnessKb(40_000, 0, LIMIT_KB)).isEqualTo(40_000);
    assertThat(ProcessRow.badnessKb(40_000, -500, LIMIT_KB)).isEqualTo(40_000 - 500 * 262 * 4);
  }

  @Test
  void theHighestBadnessIsNext() {
    assertThat(TABLE.nextVictim()).hasValue(BROWSER);
    assertThat(new ProcessTable(List.of(GATEWAY)).nextVictim()).hasValue(GATEWAY);
  }

  @Test
  void nobodyAtMinusAThousandIsEverNext() {
    ProcessRow never = row(15, 1, 9_000_000, -1000);
    assertThat(new ProcessTable(List.of(never, GATEWAY)).nextVictim()).hasValue(GATEWAY);
    assertThat(new ProcessTable(List.of(never)).nextVictim()).isEmpty();
  }

  @Test
  void theNextVictimIsOnTop() {
    assertThat(TABLE.ranked()).containsExactly(BROWSER, RENDERER, WORKER, ORPHAN, GATEWAY);
  }

  @Test
  void knowsWhoIsBelowWhomAndWhoHasLostItsParent() {
    assertThat(TABLE.isBelow(RENDERER, BROWSER.pid())).isTrue();
    assertThat(TABLE.isBelow(RENDERER, GATEWAY.pid())).isTrue();
    assertThat(TABLE.isBelow(WORKER, BROWSER.pid())).isFalse();
    assertThat(TABLE.isReparented(ORPHAN, GATEWAY.pid())).isTrue();
    assertThat(TABLE.isReparented(RENDERER, GATEWAY.pid())).isFalse();
    assertThat(TABLE.isReparented(GATEWAY, GATEWAY.pid())).isFalse();
  }

  private static ProcessRow row(long pid, long parent, long rssKb, int adj) {
    long badness = ProcessRow.badnessKb(rssKb, adj, LIMIT_KB);
    return new ProcessRow(pid, parent, "process " + pid, rssKb, adj, 0, badness);
  }
}
