package ai.openclaw.oom.report;

import ai.openclaw.oom.linux.ProcessEntry;
import ai.openclaw.oom.linux.Processes;
import ai.openclaw.oom.watch.Child;
import ai.openclaw.oom.watch.Job;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Remembers what raised children and their descendants held: once one is gone nobody can tell.
 * Looks at some of them at a time, in turns, by reading one file of each. Used by one thread.
 *
 * <p>The children it gets by itself; of their descendants whoever holds their trees tells.
 */
public final class Sightings implements Job {
  /** Of more nothing is remembered. */
  static final int MOST = 1024;

  /** Of so many a look reads the file. */
  private static final int AT_ONCE = 16;

  private final Processes processes;
  private final Map<Long, Sighting> byPid = new HashMap<>();
  private final List<Sighting> all = new ArrayList<>();
  private final List<Sighting> ended = new ArrayList<>();
  private final List<Sighting> gone = new ArrayList<>();
  private int turn;
  private int others;

  public Sightings(Processes processes) {
    this.processes = processes;
  }

  @Override
  public void look(List<Child> started, List<Child> over) {
    // The jobs behind this one have heard of them, and asked.
    for (Sighting seen : ended) {
      remove(seen);
    }
    ended.clear();
    gone.clear();
    for (Child child : started) {
      if (child.outcome.isRaise()) {
        take(child);
      }
    }
    for (Child child : over) {
      Sighting seen = of(child);
      if (seen != null) {
        ended.add(seen);
      }
    }
    for (int i = Math.min(AT_ONCE, all.size()); i > 0 && !all.isEmpty(); i--) {
      turn = turn < all.size() ? turn : 0;
      Sighting seen = all.get(turn);
      see(seen);
      turn += seen.isGone ? 0 : 1;
    }
  }

  /**
   * In a group that has run out, a start may take so long to come back that its child was taken for
   * one that came past the agent, and has ended since.
   */
  private void take(Child child) {
    ProcessEntry entry = child.entry(processes);
    Sighting before = byPid.get(child.pid);
    if (entry != null) {
      add(child, entry);
    } else if (before != null && before.isStray()) {
      before.child = child;
      others -= before.isToldOf() ? 1 : 0;
    }
  }

  /**
   * Takes up a process that descends from a raised child, or a child that came past the agent.
   *
   * @param entry as it was when it certainly was that
   */
  public void add(ProcessEntry entry) {
    Sighting known = byPid.get(entry.pid);
    if (known == null || !known.last.isSameAs(entry)) {
      add(null, entry);
    }
  }

  private void add(Child child, ProcessEntry entry) {
    Sighting before = byPid.get(entry.pid);
    if (before != null) {
      remove(before);
    }
    if (all.size() < MOST) {
      Sighting root = child == null ? rootOf(entry) : null;
      Sighting seen = new Sighting(child, root, entry, System.nanoTime());
      seen.index = all.size();
      all.add(seen);
      byPid.put(entry.pid, seen);
      others += seen.isToldOf() ? 0 : 1;
    }
  }

  /** By its parent; an orphan may still be of the session or group of somebody who was seen. */
  private Sighting rootOf(ProcessEntry entry) {
    for (long pid : new long[] {entry.parent, entry.session, entry.group}) {
      Sighting relative = byPid.get(pid);
      if (relative != null) {
        return relative.root;
      }
    }
    return null;
  }

  /** Looks at one. */
  private void see(Sighting seen) {
    ProcessEntry now = processes.process(seen.last.pid);
    // One that has ended, and for which its parent has not asked, holds nothing.
    if (isThere(seen, now)) {
      seen.see(now, System.nanoTime());
    } else if (!seen.isToldOf()) {
      seen.isParentThere = isParentThere(seen.last);
      remove(seen);
      gone.add(seen);
    }
  }

  private static boolean isThere(Sighting seen, ProcessEntry now) {
    return seen.last.isSameAs(now) && now.resident() > 0;
  }

  /**
   * Whether somebody has been killed or has gone of whom it will only be told: of a large process
   * the memory comes back long after the kernel has chosen it, and only then it is over.
   */
  boolean isAnyEnding() {
    for (Sighting seen : all) {
      ProcessEntry now = processes.process(seen.last.pid);
      boolean isEnding = isThere(seen, now) ? now.isEnding() : seen.isToldOf();
      if (isEnding && !ended.contains(seen)) {
        return true;
      }
    }
    return false;
  }

  private boolean isParentThere(ProcessEntry process) {
    ProcessEntry now = processes.process(process.parent);
    Sighting parent = byPid.get(process.parent);
    return now != null
        && now.resident() > 0
        && (parent == null ? now.startTime <= process.startTime : parent.last.isSameAs(now));
  }

  private void remove(Sighting seen) {
    if (!seen.isGone) {
      seen.isGone = true;
      byPid.remove(seen.last.pid);
      Sighting last = all.remove(all.size() - 1);
      if (last != seen) {
        all.set(seen.index, last);
        last.index = seen.index;
      }
      others -= seen.isToldOf() ? 0 : 1;
    }
  }

  /** Whether somebody is remembered of whose end no {@link Process} tells. */
  boolean hasOthers() {
    return others > 0 || !gone.isEmpty();
  }

  /**
   * Those without a {@link Process} that were found gone by this look.
   *
   * @param looksAtAll whether those are looked at whose turn it was not
   */
  List<Sighting> gone(boolean looksAtAll) {
    for (int i = all.size() - 1; looksAtAll && i >= 0; i--) {
      if (!all.get(i).isToldOf()) {
        see(all.get(i));
      }
    }
    return new ArrayList<>(gone);
  }

  /**
   * A child, until the look after the one that told of its end.
   *
   * @return null if it was never seen
   */
  Sighting of(Child child) {
    Sighting seen = byPid.get(child.pid);
    return seen == null || seen.child != child ? null : seen;
  }

  /** What a child's descendants held when they were last seen, in bytes. */
  long heldBelow(Sighting child) {
    return heldBelow(child, all) + heldBelow(child, gone);
  }

  private static long heldBelow(Sighting child, List<Sighting> some) {
    long bytes = 0;
    for (Sighting seen : some) {
      bytes += seen != child && seen.root == child ? seen.last.resident() : 0;
    }
    return bytes;
  }

  @Override
  public boolean isIdle() {
    return true;
  }

  @Override
  public String toString() {
    return "seeing what children hold";
  }
}
