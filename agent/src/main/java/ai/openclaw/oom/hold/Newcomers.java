package ai.openclaw.oom.hold;

import ai.openclaw.oom.linux.ProcessEntry;
import ai.openclaw.oom.linux.Processes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Finds processes that have been started since the last look, in the order in which they were.
 *
 * <p>The kernel gives out pids one after the other and tells the last one: only what lies between
 * can be new, and when nothing lies there nothing is read. Where it does not tell, or as a net for
 * what came with a pid of its own choice, all of {@code /proc} is listed. In a memory group at its
 * limit every file that is opened may be what makes the kernel look for a victim.
 */
final class Newcomers {
  /** A pid may have been given out just before a look, and its process be seen just after. */
  private static final int AGAIN = Integer.SIZE;

  /** Asking for a pid costs about what being told one in a list does. */
  private static final int CHEAP_TO_LIST = 128;

  /** Children are started at the same time, and told one after the other. */
  private static final int FEW = 1000;

  private static final long NET_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final int NET_COST_DIVISOR = 2000;

  /**
   * Where only the list tells, it is read at least this often, and more often if that costs no more
   * than one part in 200.
   */
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final int COST_DIVISOR = 200;

  private static final long[] NOBODY = {};

  private static final Comparator<ProcessEntry> OLDEST_FIRST =
      new Comparator<ProcessEntry>() {
        @Override
        public int compare(ProcessEntry a, ProcessEntry b) {
          return Long.compare(a.startTime, b.startTime);
        }
      };

  private final Processes processes;
  private final Clock clock;
  private boolean lastPidTells;

  /** The last pid that was given out before the last look. */
  private long from;

  /** And before this one. */
  private long to;

  /** And before the last but one. */
  private long before;

  private long limit;

  /** A bit for each of the last pids before this look: whether nobody was there, latest first. */
  private int absent = -1;

  /** What was there when all was last listed. */
  private long[] listed = NOBODY;

  private long nextListing;

  Newcomers(Processes processes, Clock clock) {
    this.processes = processes;
    this.clock = clock;
    this.limit = processes.pidLimit();
    this.lastPidTells = processes.isLastPidOurs();
    this.from = processes.lastPid();
    this.to = from;
    this.before = from;
    this.nextListing = clock.nanos() + (lastPidTells ? NET_NANOS : 0);
  }

  /** Forgets what there has been: only what was started with this pid or later is new. */
  void beginWith(long pid) {
    from = pid - 1;
    to = from;
    absent = -1;
    listed = NOBODY;
    nextListing = clock.nanos() + (lastPidTells ? NET_NANOS : 0);
  }

  /** Lets the next look find whoever is there, also who was found before. */
  void listAgain() {
    listed = NOBODY;
    nextListing = clock.nanos();
  }

  /** Opens the next look. */
  void advance() {
    before = from;
    from = to;
    long last = lastPidTells ? processes.lastPid() : -1;
    if (last == -1) {
      lastPidTells = false;
      nextListing = Math.min(nextListing, clock.nanos() + LONGEST_NANOS);
    } else {
      if (last < from) {
        limit = processes.pidLimit();
      }
      to = last;
    }
  }

  /** Takes a started child as a proof: its pid must be among those given out of late. */
  void prove(long pid) {
    if (!lastPidTells) {
      return;
    }
    long first = before > FEW ? before - FEW : before - FEW + limit;
    if (distance(first, pid) > distance(first, to)) {
      lastPidTells = false;
      nextListing = clock.nanos();
    }
  }

  /** Whether the pid has been given out, or passed over as taken, since the last look. */
  boolean wasPassed(long pid) {
    return !lastPidTells || distance(from, pid) > 0 && distance(from, pid) <= distance(from, to);
  }

  private long distance(long first, long last) {
    return last >= first ? last - first : last - first + limit;
  }

  /** Those started since the last look, and perhaps some of the ones before, in their order. */
  List<ProcessEntry> find(Members members) {
    List<ProcessEntry> found = new ArrayList<>();
    long now = clock.nanos();
    if (now >= nextListing) {
      list(members, found);
      long cost = clock.nanos() - now;
      nextListing =
          clock.nanos()
              + (lastPidTells
                  ? Math.max(NET_NANOS, cost * NET_COST_DIVISOR)
                  : Math.min(cost * COST_DIVISOR, LONGEST_NANOS));
    } else if (!lastPidTells) {
      return found;
    } else if (distance(from, to) > Math.max(CHEAP_TO_LIST, listed.length)) {
      list(members, found);
    } else if (from != to) {
      ask(members, found);
    }
    return found;
  }

  /** One by one, and once more those that were not there at the end of the last look. */
  private void ask(Members members, List<ProcessEntry> found) {
    for (int i = AGAIN - 1; i >= 0; i--) {
      if ((absent & 1 << i) != 0) {
        look(from - i, members, found);
      }
    }
    long steps = distance(from, to);
    for (long i = 1; i <= steps; i++) {
      long pid = from + i < limit ? from + i : from + i - limit;
      boolean there = look(pid, members, found);
      absent = absent << 1 | (there ? 0 : 1);
    }
  }

  /** Passes over who has been looked at when it was new. */
  private void list(Members members, List<ProcessEntry> found) {
    long[] all = processes.pids();
    int after = Arrays.binarySearch(all, to + 1);
    int oldest = after < 0 ? -1 - after : after;
    for (int i = 0; i < all.length; i++) {
      long pid = all[(oldest + i) % all.length];
      boolean passed = lastPidTells && wasPassed(pid);
      if (passed || Arrays.binarySearch(listed, pid) < 0 && !members.hasLive(pid)) {
        look(pid, members, found);
      }
    }
    listed = all;
    absent = -1;
    if (!lastPidTells) {
      Collections.sort(found, OLDEST_FIRST);
    }
  }

  /**
   * @return whether there is a process of that pid
   */
  private boolean look(long pid, Members members, List<ProcessEntry> found) {
    ProcessEntry entry = pid > 0 ? processes.process(pid) : null;
    if (entry != null) {
      int slot = members.find(pid);
      if (slot < 0 || !members.isLive(slot) || members.startTime(slot) != entry.startTime) {
        found.add(entry);
      }
    }
    return entry != null;
  }
}
