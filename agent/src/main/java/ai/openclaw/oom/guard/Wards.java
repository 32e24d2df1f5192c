package ai.openclaw.oom.guard;

import ai.openclaw.oom.linux.ProcessEntry;
import ai.openclaw.oom.linux.Processes;
import ai.openclaw.oom.spawn.Outcome;
import ai.openclaw.oom.watch.Child;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The JVM's living children, as the guard's program has to know them: those that may be killed, and
 * those that may not. Both are needed: a child that is to be left alone may raise itself.
 */
final class Wards {
  /** As many as the program takes. Of more it knows only what their scores tell. */
  private static final int MOST = 512;

  private final Processes processes;
  private final List<Ward> wards = new ArrayList<>();
  private int raised;

  Wards(Processes processes) {
    this.processes = processes;
  }

  private static final class Ward {
    final Child child;
    final ProcessEntry seen;
    final boolean isRaised;

    Ward(Child child, ProcessEntry seen, boolean isRaised) {
      this.child = child;
      this.seen = seen;
      this.isRaised = isRaised;
    }

    String line(char kind) {
      return kind + "" + seen.pid + " " + seen.startTime + "\n";
    }

    String line() {
      return line(isRaised ? '+' : '!');
    }
  }

  boolean isEmpty() {
    return wards.isEmpty();
  }

  /** Whether one of them may be killed. */
  boolean hasRaised() {
    return raised > 0;
  }

  /**
   * Takes children up, and drops those that have ended.
   *
   * @return the lines that tell of both
   */
  String renew(List<Child> started) {
    StringBuilder lines = new StringBuilder();
    for (Iterator<Ward> all = wards.iterator(); all.hasNext(); ) {
      Ward ward = all.next();
      if (!ward.child.isThere(processes)) {
        all.remove();
        raised -= ward.isRaised ? 1 : 0;
        lines.append(ward.line('-'));
      }
    }
    for (Child child : started) {
      ProcessEntry seen = wards.size() < MOST ? child.entry(processes) : null;
      if (seen != null) {
        Ward ward = new Ward(child, seen, mayBeKilled(child.outcome));
        wards.add(ward);
        raised += ward.isRaised ? 1 : 0;
        lines.append(ward.line());
      }
    }
    return lines.toString();
  }

  /** At the target by the agent's doing, by its own, or as this JVM is. */
  private static boolean mayBeKilled(Outcome outcome) {
    return outcome.isRaise() || outcome == Outcome.ALREADY_WRAPPED || outcome == Outcome.INHERITED;
  }

  /** The lines that tell of all. */
  String all() {
    StringBuilder lines = new StringBuilder();
    for (Ward ward : wards) {
      lines.append(ward.line());
    }
    return lines.toString();
  }

  /**
   * A living child, or one that has ended since the last look.
   *
   * @return null if it is none of them
   */
  Child find(long pid, long startTime) {
    for (Ward ward : wards) {
      if (ward.seen.pid == pid && ward.seen.startTime == startTime) {
        return ward.child;
      }
    }
    return null;
  }

  void clear() {
    wards.clear();
    raised = 0;
  }
}
