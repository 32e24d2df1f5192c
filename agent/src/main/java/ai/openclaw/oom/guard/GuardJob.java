package ai.openclaw.oom.guard;

import ai.openclaw.oom.linux.Processes;
import ai.openclaw.oom.log.Log;
import ai.openclaw.oom.report.Guarding;
import ai.openclaw.oom.report.Tally;
import ai.openclaw.oom.watch.Child;
import ai.openclaw.oom.watch.Job;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Keeps a guard: starts it once there is a raised child, tells it of all children, starts it again
 * if it is killed, and says whom it has killed.
 *
 * <p>The guard, once started, stays for as long as the JVM lives: it costs next to nothing, and the
 * next child need not wait for it.
 */
public final class GuardJob implements Job, Guarding {
  /** The program's own, see its source. */
  private static final int NO_PIDFD = 4;

  private static final int MOVED = 5;

  /** How often a guard is asked for anew where none is wanted: this JVM grows. */
  private static final long ASK_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** A guard that does not live as long as this, so often in a row, is not started again. */
  private static final long SHORT_LIFE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private static final int MOST_SHORT_LIVES = 5;

  private final Footing footing;
  private final GuardStart starter;
  private final Tally tally;
  private final Wards wards;

  /** Null if there is none. */
  private Guard guard;

  private boolean givenUp;
  private boolean asked;
  private long askedAt;
  private long startedAt;
  private int shortLives;

  public GuardJob(Footing footing, GuardStart starter, Processes processes, Tally tally) {
    this.footing = footing;
    this.starter = starter;
    this.tally = tally;
    this.wards = new Wards(processes);
  }

  @Override
  public void look(List<Child> started, List<Child> ended) {
    if (givenUp) {
      return;
    }
    if (guard != null) {
      boolean runs = guard.isRunning();
      // Before the ended ones are dropped: they may be whom it has killed.
      hear(started);
      if (!runs) {
        end();
      } else if (footing.hasMoved()) {
        dismiss();
      }
    }
    String news = wards.renew(started);
    if (guard != null) {
      guard.tell(news);
    } else if (!givenUp && wards.hasRaised()) {
      start(!started.isEmpty());
    }
  }

  private void hear(List<Child> started) {
    for (String line : guard.lines()) {
      Kill kill = Kill.parse(line);
      if (kill != null) {
        Child child = find(kill, started);
        String text = kill.text(footing.limited(kill.level()));
        if (child != null) {
          child.explain(text);
        } else {
          tally.tellOfKill(text);
        }
        Log.warn(text);
        // After the line: who sees the count can rely on it.
        tally.countGuardKill();
      }
    }
  }

  /** It may have been started, and killed, since the last look. */
  private Child find(Kill kill, List<Child> started) {
    for (Child child : started) {
      if (child.pid == kill.pid()) {
        return child;
      }
    }
    return wards.find(kill.pid(), kill.startTime());
  }

  private void end() {
    int exit = guard.ended();
    guard = null;
    long now = System.nanoTime();
    shortLives = now - startedAt < SHORT_LIFE_NANOS ? shortLives + 1 : 0;
    if (exit == NO_PIDFD) {
      asked = false;
      starter.leaveProgram(
          "pidfd_open or pidfd_send_signal is not to be had, with Linux before 5.3 or a filter");
    } else if (shortLives >= MOST_SHORT_LIVES) {
      giveUp("it ended " + shortLives + " times in a row, the last time with " + exit);
    } else {
      asked = false;
      String why = exit == MOVED ? "lost sight of this JVM's group" : "ended, with " + exit;
      Log.warn("the guard " + why + "; it is started again");
    }
  }

  /** It would watch for good a group in which nothing happens any more. */
  private void dismiss() {
    guard.dismiss();
    guard = null;
    asked = false;
    Log.warn("the guard stood in a group that this JVM has left; it is started again");
  }

  private void start(boolean isNews) {
    long now = System.nanoTime();
    if (asked && !isNews && now - askedAt < ASK_NANOS) {
      return;
    }
    asked = true;
    askedAt = now;
    footing.look();
    if (footing.refusal() != null) {
      giveUp(footing.refusal());
    } else if (footing.arguments() != null) {
      startedAt = now;
      guard = starter.start(footing.arguments());
      guard.tell(wards.all());
      Log.info("the guard runs: " + footing.arguments());
    }
  }

  private void giveUp(String why) {
    givenUp = true;
    wards.clear();
    starter.refuse(why);
  }

  @Override
  public boolean isSettled() {
    return givenUp || asked;
  }

  @Override
  public boolean isKept() {
    return guard != null;
  }

  /** A child may take all that there is within a tenth of a second. */
  @Override
  public boolean isUrgent() {
    return true;
  }

  /** Nobody would read what the guard says, and start it again. */
  @Override
  public boolean isIdle() {
    return givenUp || wards.isEmpty() && guard == null;
  }

  @Override
  public String toString() {
    return "keeping a guard";
  }
}
