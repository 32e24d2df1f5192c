package ai.openclaw.oom.hold;

import ai.openclaw.oom.linux.Linux;
import ai.openclaw.oom.linux.ProcessEntry;
import ai.openclaw.oom.observe.Tally;
import ai.openclaw.oom.spawn.OptOut;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Holds the trees of raised children above a floor. Chromium writes its own scores over what its
 * processes inherit: browser and zygote 0, GPU and utility 200, renderers 300.
 *
 * <p>What a process chose for itself is mapped into the room between the floor and the target, so
 * that the order stays the program's: renderers still go first. Used by one thread.
 */
public final class Trees {
  /** Of 1000: with the default target the floor is 910, and there are 90 steps above it. */
  private static final int FLOOR = 910;

  /** What looking should take of a processor: one part in so many. */
  private static final int COST_DIVISOR = 200;

  /**
   * But no longer than this between two looks, or one that was slow (the first, or on a busy
   * machine) would leave a tree lowered for many seconds.
   */
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** A tree in which nothing has lowered itself is looked at this often; the others every time. */
  private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(900);

  private final Linux linux;
  private final int score;
  private final int floor;
  private final Tally tally;

  /** Every live process known to descend from a raised child, by pid. */
  private final Map<Long, ProcessEntry> members = new HashMap<>();

  private long lastPid = -1;
  private boolean quiet;
  private long lastLook;
  private long lastCost;

  /** Those among them that keep themselves out. */
  private final Set<Long> optedOut = new HashSet<>();

  /**
   * @param score the target, 1 to 1000
   */
  public Trees(Linux linux, int score, Tally tally) {
    this.linux = linux;
    this.score = score;
    this.floor = score * FLOOR / 1000;
    this.tally = tally;
  }

  /**
   * Adds a raised child.
   *
   * @param child as it was seen while it certainly was that child
   */
  public void add(ProcessEntry child) {
    members.put(child.pid, child);
    lastPid = -1;
  }

  public boolean isEmpty() {
    return members.isEmpty();
  }

  /** Looks at all trees, if it is time to, and raises again what has lowered itself. */
  public void look() {
    long now = System.nanoTime();
    long pause = Math.min(lastCost * COST_DIVISOR, LONGEST_NANOS);
    if (now - lastLook < Math.max(quiet ? QUIET_NANOS : 0, pause)) {
      return;
    }
    lastLook = now;
    quiet = true;
    hold();
    lastCost = System.nanoTime() - now;
  }

  void hold() {
    // The whole table is read only when there may be something new in it. In a memory group at its
    // limit every file that is opened may be what makes the kernel look for a victim.
    long newest = linux.lastPid();
    if (newest != lastPid || newest == -1) {
      Map<Long, ProcessEntry> all = linux.processes();
      forgetEnded(all);
      addDescendants(all);
      lastPid = newest;
    }
    for (Iterator<ProcessEntry> i = members.values().iterator(); i.hasNext(); ) {
      ProcessEntry member = i.next();
      int own = linux.scoreOf(member.pid);
      if (own == Linux.UNKNOWN) {
        i.remove();
      } else if (own < floor && isToBeHeld(member.pid)) {
        quiet = false;
        tally.countHold(linux.raise(member, mapped(own)));
      }
    }
    optedOut.retainAll(members.keySet());
  }

  private void forgetEnded(Map<Long, ProcessEntry> all) {
    for (Iterator<ProcessEntry> i = members.values().iterator(); i.hasNext(); ) {
      ProcessEntry member = i.next();
      ProcessEntry now = all.get(member.pid);
      if (now == null || now.startTime != member.startTime) {
        i.remove();
      }
    }
  }

  /** A descendant stays a member when its parent ends and init or a subreaper adopts it. */
  private void addDescendants(Map<Long, ProcessEntry> all) {
    Map<Long, List<ProcessEntry>> children = new HashMap<>();
    for (ProcessEntry entry : all.values()) {
      List<ProcessEntry> siblings = children.get(entry.parent);
      if (siblings == null) {
        siblings = new ArrayList<>();
        children.put(entry.parent, siblings);
      }
      siblings.add(entry);
    }
    Deque<Long> open = new ArrayDeque<>(members.keySet());
    while (!open.isEmpty()) {
      long parent = open.remove();
      List<ProcessEntry> born = children.get(parent);
      if (born != null) {
        for (ProcessEntry child : born) {
          if (!members.containsKey(child.pid) && isStillParent(all.get(parent), child)) {
            members.put(child.pid, child);
            open.add(child.pid);
          }
        }
      }
    }
  }

  // The table is not read at one moment: the parent's pid may have become somebody else's between
  // its line and the child's.
  private boolean isStillParent(ProcessEntry parent, ProcessEntry child) {
    ProcessEntry now = linux.process(parent.pid);
    return now != null && now.startTime == parent.startTime && child.startTime >= now.startTime;
  }

  private boolean isToBeHeld(long pid) {
    if (optedOut.contains(pid)) {
      return false;
    }
    if (OptOut.isSaidBy(linux.environmentOf(pid, OptOut.VARIABLE))) {
      optedOut.add(pid);
      return false;
    }
    return true;
  }

  private int mapped(int own) {
    return floor + Math.max(0, own) * (score - floor) / 1000;
  }
}
