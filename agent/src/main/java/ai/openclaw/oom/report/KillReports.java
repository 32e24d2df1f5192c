package ai.openclaw.oom.report;

import ai.openclaw.oom.group.KillCounter;
import ai.openclaw.oom.log.Log;
import ai.openclaw.oom.watch.Child;
import ai.openclaw.oom.watch.Job;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Says, and counts, that a raised child ended by SIGKILL. */
public final class KillReports implements Job {
  /** The JDK gives 128 + signal; a program may also exit with that number by itself. */
  private static final int SIGKILLED = 128 + 9;

  /** Victims of one shortage may be seen to end one after the other. */
  private static final long SAME_SHORTAGE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final KillCounter counter;
  private final Tally tally;
  private final boolean said;

  /** What was told last. */
  private long newRise;

  private long asked;

  /** The memory group's last rise of OOM kills: how far, from when on, and when it was noticed. */
  private long rise;

  private long riseFrom;
  private long riseNoticed;

  /**
   * @param said whether there is to be a line, or only the count
   */
  public KillReports(KillCounter counter, Tally tally, boolean said) {
    this.counter = counter;
    this.tally = tally;
    this.said = said;
    this.asked = System.nanoTime();
  }

  @Override
  public void look(List<Child> started, List<Child> ended) {
    boolean read = false;
    for (Child child : ended) {
      if (child.outcome.isRaise() && child.process.exitValue() == SIGKILLED) {
        if (said && !child.isExplained()) {
          if (!read) {
            readCount();
            read = true;
          }
          say(child);
        }
        // After the line: who sees the count can rely on it.
        tally.countKilledChild();
      }
    }
  }

  private void readCount() {
    long now = System.nanoTime();
    newRise = counter.rise();
    if (newRise > 0) {
      rise = newRise;
      riseFrom = asked;
      riseNoticed = now;
    }
    asked = now;
  }

  /**
   * A kill that the memory group has not counted is the application's own, and no news. Whom it has
   * counted the group does not tell, and a grandchild may have been meant: so the line says what is
   * known, how many and since when.
   */
  private void say(Child child) {
    String line = child + " ended by SIGKILL; the memory group ";
    if (newRise == KillCounter.UNKNOWN) {
      Log.warn(line + "does not tell whether memory ran out");
    } else if (rise > 0 && asked - riseNoticed < SAME_SHORTAGE_NANOS) {
      long seconds = 1 + TimeUnit.NANOSECONDS.toSeconds(asked - riseFrom);
      Log.warn(line + "has counted " + rise + " OOM kill(s) in the last " + seconds + " s");
    } else {
      Log.info(line + "has counted no OOM kill");
    }
  }

  @Override
  public boolean isIdle() {
    return true;
  }

  @Override
  public String toString() {
    return "reporting kills";
  }
}
