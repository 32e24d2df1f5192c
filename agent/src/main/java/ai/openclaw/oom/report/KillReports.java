package ai.openclaw.oom.report;

import ai.openclaw.oom.group.GroupLevel;
import ai.openclaw.oom.group.GroupPlace;
import ai.openclaw.oom.group.GroupReading;
import ai.openclaw.oom.group.GroupValue;
import ai.openclaw.oom.group.KillCounter;
import ai.openclaw.oom.group.Quantity;
import ai.openclaw.oom.log.Log;
import ai.openclaw.oom.log.Printable;
import ai.openclaw.oom.watch.Child;
import ai.openclaw.oom.watch.Job;
import java.util.ArrayList;
import java.util.List;

/**
 * Says, and counts, that a raised child ended by SIGKILL, or that a descendant of one has gone
 * while the kernel killed.
 */
public final class KillReports implements Job {
  private static final long MIB = 1 << 20;

  /** The JDK gives 128 + signal; a program may also exit with that number by itself. */
  private static final int SIGKILLED = 128 + 9;

  private final Shortage shortage;
  private final Sightings sightings;
  private final Tally tally;
  private final boolean said;

  /**
   * Descendants that had gone at the last look, or since somebody is ending: a child's end, seen
   * later, may explain the kill.
   */
  private List<Sighting> suspects = new ArrayList<>();

  /** Children of whose descendants it was said: a shell ends as its command has. */
  private final List<Child> bereft = new ArrayList<>();

  /**
   * @param said whether there is to be a line, or only the count
   */
  public KillReports(KillCounter counter, Sightings sightings, Tally tally, boolean said) {
    this.shortage = new Shortage(counter);
    this.sightings = sightings;
    this.tally = tally;
    this.said = said;
  }

  @Override
  public void look(List<Child> started, List<Child> ended) {
    for (Child child : started) {
      tally.countLive(child.process != null && child.outcome.isRaise() ? 1 : 0);
      clear(child);
    }
    tally.countLive(-ended.size());
    List<Child> killed = killed(ended);
    if (!killed.isEmpty() || sightings.hasOthers() || !suspects.isEmpty()) {
      shortage.look();
    }
    if (!shortage.isOn()) {
      bereft.clear();
    }
    for (Child child : killed) {
      // The line first: who sees the count can rely on it.
      tally.countKilledChild(report(child));
    }
    if (shortage.hasUnexplained() && sightings.isAnyEnding() && shortage.goOn()) {
      // Whose end it is that explains the kill shows when that is over.
      suspect(sightings.gone(true));
      return;
    }
    while (!suspects.isEmpty() && shortage.hasUnexplained()) {
      judge(suspects.remove(largest(suspects)));
    }
    suspects = sightings.gone(shortage.hasUnexplained());
  }

  private void suspect(List<Sighting> gone) {
    for (Sighting seen : gone) {
      if (suspects.size() < Sightings.MOST) {
        suspects.add(seen);
      }
    }
  }

  /** Who was taken for a stray until now has a report of its own. */
  private void clear(Child child) {
    for (int i = suspects.size() - 1; i >= 0; i--) {
      if (suspects.get(i).isStray() && suspects.get(i).last.pid == child.pid) {
        suspects.remove(i);
      }
    }
  }

  private static List<Child> killed(List<Child> ended) {
    List<Child> killed = new ArrayList<>();
    for (Child child : ended) {
      if (child.outcome.isRaise() && child.process.exitValue() == SIGKILLED) {
        killed.add(child);
      }
    }
    return killed;
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
    String line = child + " ended by SIGKILL after " + child.age() + " s" + held(child);
    boolean isNews = true;
    if (bereft.contains(child) && !shortage.hasUnexplained()) {
      isNews = false;
      line += "; or as a shell does whose command was killed: its descendant was told of before";
    } else if (shortage.isUnknown()) {
      line += "; the memory group does not tell whether memory ran out";
    } else if (shortage.isOn()) {
      shortage.explainOne();
      line += "; " + shortage + fullness() + ": memory had run out, and the kernel took it or one";
      line += " of its group";
    } else {
      isNews = false;
      line += "; the memory group has counted no OOM kill: somebody killed it";
    }
    if (child.arguments() != null) {
      line += "; its arguments: " + Printable.of(child.arguments());
    }
    say(line, isNews);
    return line;
  }

  private String held(Child child) {
    Sighting seen = sightings.of(child);
    if (seen == null) {
      return "";
    }
    long below = sightings.heldBelow(seen);
    return "; it held "
        + Sighting.held(seen.last.resident(), seen.seenAt)
        + (below > 0 ? ", and its descendants " + below / MIB + " MiB" : "");
  }

  /** Where the parent has gone, too, all of it may just have come to its end. */
  private void judge(Sighting seen) {
    if (!seen.isParentThere || seen.isStarting()) {
      return;
    }
    shortage.explainOne();
    if (seen.root.child != null) {
      bereft.add(seen.root.child);
    }
    String line =
        seen
            + " has gone, and its parent is there; it held "
            + Sighting.held(seen.last.resident(), seen.seenAt)
            + "; "
            + shortage
            + fullness()
            + ": memory had run out, and the kernel took it or another one of its group";
    say(line, true);
    tally.countKilledDescendant(line);
  }

  private void say(String line, boolean isNews) {
    if (said && isNews) {
      Log.warn(line);
    } else if (said) {
      Log.info(line);
    }
  }

  private static int largest(List<Sighting> some) {
    int largest = 0;
    for (int i = 1; i < some.size(); i++) {
      largest = some.get(i).last.resident() > some.get(largest).last.resident() ? i : largest;
    }
    return largest;
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
    return suspects.isEmpty();
  }

  @Override
  public String toString() {
    return "reporting kills";
  }
}
