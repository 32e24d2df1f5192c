package ai.openclaw.oom.demo.serve.watch;

import ai.openclaw.oom.demo.serve.web.Feed;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Looks at memory and processes twice a second, and tells the pages what it saw. */
public final class Watch implements Runnable {
  public static final int PERIOD_MILLIS = 500;

  private static final int SAMPLES_KEPT = 240;

  private final Accounting accounting;
  private final Feed feed;
  private final KillLog kills;
  private final long started = System.nanoTime();

  public Watch(Accounting accounting, Feed feed) throws IOException {
    this.accounting = accounting;
    this.feed = feed;
    this.kills = new KillLog(accounting.kills());
  }

  @Override
  public void run() {
    try {
      // In this order: who is missing from the table because of a kill has been counted.
      ProcessTable table = ProcessTable.read(accounting);
      long count = accounting.kills();
      kills.look(table, count).forEach(line -> feed.log(true, line));
      feed.tell("memory", SAMPLES_KEPT, "memory", memory(count));
      feed.tell("table", table(table));
    } catch (IOException | RuntimeException e) {
      // An executor would end the watch, in silence.
      feed.log(false, "The gateway could not look at its memory: " + e);
    }
  }

  private Map<String, Object> memory(long count) throws IOException {
    Accounting.Usage usage = accounting.usage();
    return Map.of(
        "time",
        System.currentTimeMillis(),
        "heldKb",
        usage.heldKb(),
        "usedKb",
        usage.usedKb(),
        "totalKb",
        accounting.totalKb(),
        "limited",
        accounting.limited(),
        "where",
        accounting.describe(),
        "kills",
        count);
  }

  private Map<String, Object> table(ProcessTable table) {
    List<Map<String, Object>> rows = table.asTree().stream().map(Watch::row).toList();
    return Map.of(
        "rows",
        rows,
        "victim",
        table.nextVictim().map(ProcessRow::pid).orElse(0L),
        "gateway",
        ProcessHandle.current().pid(),
        "uptimeSeconds",
        (System.nanoTime() - started) / 1_000_000_000L);
  }

  private static Map<String, Object> row(ProcessTable.Placed placed) {
    ProcessRow row = placed.row();
    return Map.of(
        "pid", row.pid(),
        "depth", placed.depth(),
        "name", row.name(),
        "rssKb", row.rssKb(),
        "scoreAdj", row.scoreAdj(),
        "score", row.score(),
        "badnessKb", row.badnessKb());
  }

  /** Names processes in a line of the log. */
  static String list(List<ProcessRow> rows) {
    return rows.stream()
        .map(
            row ->
                String.format(
                    "%s (pid %d, %d MB, oom_score_adj %d)",
                    row.name(), row.pid(), row.rssMb(), row.scoreAdj()))
        .collect(Collectors.joining(", "));
  }
}
