package ai.openclaw.oom.demo.serve.watch;

import ai.openclaw.oom.demo.process.Agent;
import ai.openclaw.oom.demo.process.GuardKill;
import ai.openclaw.oom.demo.serve.web.Feed;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntSupplier;

/** Looks at memory and processes twice a second, and tells the pages what it saw. */
public final class Watch implements Runnable {
  public static final int PERIOD_MILLIS = 500;

  private static final int SAMPLES_KEPT = 240;

  private final Accounting accounting;
  private final Feed feed;
  private final IntSupplier sessions;
  private final Listener listener;
  private final long gateway = ProcessHandle.current().pid();
  private final KillStory story;
  private final Names names = new Names();
  private final long started = System.nanoTime();
  private final Queue<GuardKill> guardKills = new ConcurrentLinkedQueue<>();
  private volatile boolean guarded;

  /** Hears of kills. */
  public interface Listener {
    /**
     * The kernel has killed, or the guard.
     *
     * @param isByGuard whether it was the guard
     * @param victim the name of whom it chose; empty if it was never seen
     * @param kept how many sessions are still open, of how many before
     * @param text for the user
     */
    void killed(boolean isByGuard, String victim, int kept, int of, String text);
  }

  /**
   * @param guarded whether the agent was asked to keep a guard
   * @param sessions how many are open
   */
  public Watch(
      Accounting accounting, boolean guarded, Feed feed, IntSupplier sessions, Listener listener)
      throws IOException {
    this.accounting = accounting;
    this.feed = feed;
    this.sessions = sessions;
    this.listener = listener;
    this.story = new KillStory(gateway, accounting.kills());
    this.guarded = guarded && accounting.limited();
  }

  /** Hears a line of the agent's. Any thread may call it. */
  public void hear(String line) {
    GuardKill.read(line).ifPresent(guardKills::add);
    if (Agent.saysThereIsNoGuard(line)) {
      guarded = false;
      feed.log(false, line);
    }
  }

  @Override
  public void run() {
    try {
      // In this order: who is missing from the table because of a kill has been counted.
      ProcessTable table = ProcessTable.read(accounting, names);
      long count = accounting.kills();
      for (GuardKill kill = guardKills.poll(); kill != null; kill = guardKills.poll()) {
        tell(story.tell(kill, count, sessions.getAsInt()));
      }
      story.look(table, count, sessions.getAsInt()).ifPresent(this::tell);
      feed.tell("memory", SAMPLES_KEPT, "memory", memory(count));
      feed.tell("table", table(table));
    } catch (IOException | RuntimeException e) {
      // An executor would end the watch, in silence.
      feed.log(false, "The gateway could not look at its memory: " + e);
    }
  }

  private void tell(KillStory.Kill kill) {
    feed.log(true, kill.text());
    listener.killed(kill.isByGuard(), kill.victim(), kill.kept(), kill.of(), kill.text());
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
        "guardKb",
        guarded ? Threshold.heldKb(accounting.totalKb()) : 0,
        "limited",
        accounting.limited(),
        "where",
        accounting.describe(),
        "kills",
        count);
  }

  private Map<String, Object> table(ProcessTable table) {
    List<Map<String, Object>> rows = table.ranked().stream().map(row -> row(table, row)).toList();
    // Outside of a group others may be chosen, whom the table does not show.
    long victim = accounting.limited() ? table.nextVictim().map(ProcessRow::pid).orElse(0L) : 0L;
    return Map.of(
        "rows",
        rows,
        "victim",
        victim,
        "gateway",
        gateway,
        "uptimeSeconds",
        (System.nanoTime() - started) / 1_000_000_000L);
  }

  private Map<String, Object> row(ProcessTable table, ProcessRow row) {
    Map<String, Object> told =
        new HashMap<>(
            Map.of(
                "pid", row.pid(),
                "name", row.name(),
                "rssKb", row.rssKb(),
                "scoreAdj", row.scoreAdj(),
                "score", row.score(),
                "badnessKb", row.badnessKb(),
                "reparented", table.isReparented(row, gateway)));
    table
        .row(row.parent())
        .filter(parent -> parent.pid() != gateway)
        .ifPresent(parent -> told.put("parent", parent.name() + " " + parent.pid()));
    return told;
  }
}
