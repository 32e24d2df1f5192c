package ai.openclaw.oom.demo.serve.watch;

import ai.openclaw.oom.demo.process.Vitals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One process at one moment.
 *
 * @param name what it is
 * @param rssKb resident memory in KiB
 * @param scoreAdj {@code oom_score_adj}, -1000 to 1000
 * @param score {@code oom_score}, against the whole machine
 * @param badnessKb what the kernel compares when it chooses in this group, in KiB
 */
public record ProcessRow(
    long pid, long parent, String name, long rssKb, int scoreAdj, int score, long badnessKb) {
  private static final int PAGE_KB = 4;
  private static final int SCALE = 1000;

  /**
   * Reads {@code /proc}.
   *
   * @param totalKb see {@link Accounting#totalKb}
   * @return nothing if the process is gone, or a zombie that only waits to be reaped
   */
  static Optional<ProcessRow> read(long pid, long totalKb, Names names) {
    Path proc = Path.of("/proc", Long.toString(pid));
    try {
      String status = Files.readString(proc.resolve("status"));
      long rss = Vitals.kb(status, "VmRSS");
      if (rss == 0) {
        return Optional.empty();
      }
      int adj = number(proc, "oom_score_adj");
      long taken = rss + Vitals.kb(status, "VmSwap") + Vitals.kb(status, "VmPTE");
      return Optional.of(
          new ProcessRow(
              pid,
              Vitals.kb(status, "PPid"),
              names.of(pid, proc),
              rss,
              adj,
              number(proc, "oom_score"),
              badnessKb(taken, adj, totalKb)));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  private static int number(Path proc, String file) throws IOException {
    return Integer.parseInt(Files.readString(proc.resolve(file)).trim());
  }

  /**
   * The kernel's {@code oom_badness()}, which counts pages of 4 KiB and rounds as here.
   *
   * @param takenKb resident memory, swap and page tables, in KiB
   */
  static long badnessKb(long takenKb, int scoreAdj, long totalKb) {
    return takenKb + scoreAdj * (totalKb / PAGE_KB / SCALE) * PAGE_KB;
  }

  /** The kernel never takes a process at -1000. */
  boolean canBeKilled() {
    return scoreAdj > -SCALE;
  }

  long rssMb() {
    return Math.round(rssKb / 1024.0);
  }
}
