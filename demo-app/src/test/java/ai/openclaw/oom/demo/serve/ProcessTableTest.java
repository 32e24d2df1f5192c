package ai.openclaw.oom.demo.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
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
    assertEquals(40_000 + 1000 * 262 * 4, ProcessRow.badnessKb(40_000, 1000, LIMIT_KB));
    assertEquals(40_000, ProcessRow.badnessKb(40_000, 0, LIMIT_KB));
    assertEquals(40_000 - 500 * 262 * 4, ProcessRow.badnessKb(40_000, -500, LIMIT_KB));
  }

  @Test
  void theHighestBadnessIsNext() {
    assertEquals(Optional.of(BROWSER), TABLE.nextVictim());
    assertEquals(Optional.of(GATEWAY), new ProcessTable(List.of(GATEWAY)).nextVictim());
  }

  @Test
  void nobodyAtMinusAThousandIsEverNext() {
    ProcessRow never = row(15, 1, 9_000_000, -1000);
    assertEquals(Optional.of(GATEWAY), new ProcessTable(List.of(never, GATEWAY)).nextVictim());
    assertTrue(new ProcessTable(List.of(never)).nextVictim().isEmpty());
  }

  @Test
  void childrenStandBelowTheirParentsAndOrphansAreLost() {
    List<ProcessTable.Placed> tree = TABLE.asTree();
    assertEquals(
        List.of(GATEWAY, WORKER, BROWSER, RENDERER, ORPHAN),
        tree.stream().map(ProcessTable.Placed::row).toList());
    assertEquals(List.of(0, 1, 1, 2, 0), tree.stream().map(ProcessTable.Placed::depth).toList());
  }

  private static ProcessRow row(long pid, long parent, long rssKb, int adj) {
    long badness = ProcessRow.badnessKb(rssKb, adj, LIMIT_KB);
    return new ProcessRow(pid, parent, "process " + pid, rssKb, adj, 0, badness);
  }
}
