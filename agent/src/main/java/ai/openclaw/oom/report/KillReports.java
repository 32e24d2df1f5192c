package ai.openclaw.oom.report;

import ai.openclaw.oom.group.GroupLevel;
import ai.openclaw.oom.group.GroupPlace;
import ai.openclaw.oom.group.GroupReading;
import ai.openclaw.oom.group.GroupValue;
import ai.openclaw.oom.group.KillCounter;
import ai.openclaw.oom.group.Quantity;
import ai.openclaw.oom.log.Log;
import ai.openclaw.oom.watch.Child;
import ai.openclaw.oom.watch.Job;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Says, and counts, that a raised child ended by SIGKILL. */
public final class KillReports implements Job {
  private static final long MIB = 1 << 20;

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
    for (Child child : started) {
      tally.countLive(child.process != null && child.outcome.isRaise() ? 1 : 0);
    }
    tally.countLive(-ended.size());
    for (Child child : ended) {
      if (child.outcome.isRaise() && child.process.exitValue() == SIGKILLED) {
        if (!read) {
          readCount();
          read = true;
        }
        // The line first: who sees the count can rely on it.
        tally.countKilledChild(report(child));
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
  private String report(Child child) {
    if (child.explanation() != null) {
      return child.explanation();
    }
    String line = child + " ended by SIGKILL after " + child.age() + " s; the memory group ";
    boolean isNews = true;
    if (newRise == KillCounter.UNKNOWN) {
      line += "does not tell whether memory ran out";
    } else if (rise > 0 && asked - riseNoticed < SAME_SHORTAGE_NANOS) {
      long seconds = 1 + TimeUnit.NANOSECONDS.toSeconds(asked - riseFrom);
      line += "has counted " + rise + " OOM kill(s) in the last " + seconds + " s" + fullness();
      line += ": memory had run out, and the kernel took it or one of its group";
    } else {
      isNews = false;
      line += "has counted no OOM kill: somebody killed it";
    }
    if (said && isNews) {
      Log.warn(line);
    } else if (said) {
      Log.info(line);
    }
    return line;
  }

  /** Of the tightest group, after the victim's memory, or some of it, has come back. */
  private static String fullness() {
    GroupReading groups = GroupPlace.find().read();
    GroupLevel tightest = groups.tightest();
    GroupValue use = tightest == null ? null : tightest.get(Quantity.USE);
    return use == null || !use.isNumber()
        ? ""
        : ", and holds "
            + use.number() / MIB
            + " of "
            + tightest.get(Quantity.LIMIT).number() / MIB
            + " MiB now";
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
