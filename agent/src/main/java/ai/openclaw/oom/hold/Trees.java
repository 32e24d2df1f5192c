package ai.openclaw.oom.hold;

import ai.openclaw.oom.linux.ProcessEntry;
import ai.openclaw.oom.linux.Processes;
import ai.openclaw.oom.linux.Scores;
import ai.openclaw.oom.linux.Scores.Raise;
import ai.openclaw.oom.log.Log;
import ai.openclaw.oom.nest.Place;
import ai.openclaw.oom.report.Sightings;
import ai.openclaw.oom.report.Tally;
import ai.openclaw.oom.spawn.OptOut;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Holds the trees of raised children above a floor. Chromium writes its own scores over what its
 * processes inherit: browser and zygote 0, GPU and utility 200, renderers 300.
 *
 * <p>What a process chose for itself is mapped into the room between the floor and the target, so
 * that the order stays the program's: renderers still go first. Used by one thread.
 */
final class Trees {
  /** Of 1000: with the default target the floor is 910, and there are 90 steps above it. */
  private static final int FLOOR = 910;

  /** What looking at old members may take of a processor: one part in so many. */
  private static final int COST_DIVISOR = 300;

  /** Nobody has to wait for his turn where there are so few. */
  private static final int FEW = 64;

  /** Where there are more, so many have their turn however slow the machine is. */
  private static final int LEAST = 16;

  /** Of more young ones than these each is looked at as such only once. */
  private static final int CROWD = 500;

  /** How many are looked at before the clock is. */
  private static final int AT_ONCE = 8;

  /** New members are looked at as they come, but one look does not take longer than this. */
  private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /**
   * Of environments, which their owners may have made large, one look reads no more than this and
   * the one that it comes to then: an honest one is some kilobytes. Not a matter of time, which on
   * a busy machine is mostly others'.
   */
  private static final long ENVIRON_BYTES = 8 << 20;

  /** After a longer pause than this, pids may have been given out twice. */
  private static final long LOST_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** What a JVM has mapped that carries an agent. */
  private static final String AGENTS = "/libinstrument.so";

  private final Scores scores;
  private final Processes processes;
  private final Clock clock;
  private final int score;
  private final int floor;
  private final Tally tally;
  private final Members members;
  private final Lineage lineage;
  private final Newcomers newcomers;
  private final Place places;
  private final Strays strays;
  private final Sightings sightings;
  private final boolean pidsAreOurs;
  private final Young young = new Young();

  private final List<ProcessEntry> planted = new ArrayList<>();
  private final List<Long> ended = new ArrayList<>();
  private long lastLook;
  private int turn;
  private long environBytes;
  private boolean full;
  private ProcessEntry own;

  /** That holds, and leaves strays. */
  Trees(Scores scores, Processes processes, int score, Tally tally, Clock clock, int most) {
    this(scores, processes, score, true, null, null, tally, clock, most);
  }

  /**
   * @param score the target, 1 to 1000
   * @param holds whether who has lowered itself is raised again
   * @param strays null if they are to be left
   * @param sightings null if nobody is to be told of members
   * @param most how many members there may be
   */
  Trees(
      Scores scores,
      Processes processes,
      int score,
      boolean holds,
      Strays strays,
      Sightings sightings,
      Tally tally,
      Clock clock,
      int most) {
    this.scores = scores;
    this.processes = processes;
    this.score = score;
    this.floor = holds ? score * FLOOR / 1000 : Integer.MIN_VALUE;
    this.strays = strays;
    this.sightings = sightings;
    this.tally = tally;
    this.clock = clock;
    this.members = new Members(most);
    this.lineage = new Lineage(scores, processes, members, score);
    this.newcomers = new Newcomers(processes, clock);
    this.places = new Place(scores, processes);
    this.pidsAreOurs = processes.isOwnNamespace();
    this.lastLook = clock.nanos();
    if (strays != null) {
      newcomers.listAgain();
    }
  }

  /**
   * Adds a raised child. It may still be raising itself: the next look but one is its first.
   *
   * @param child as it was seen while it certainly was that child
   */
  void add(ProcessEntry child) {
    begin(child.pid);
    planted.add(child);
  }

  /** Tells of a raised child that ended before it was seen. */
  void addEnded(long pid) {
    if (pidsAreOurs) {
      begin(pid);
      ended.add(pid);
    }
  }

  private void begin(long pid) {
    if (strays == null && isEmpty() && planted.isEmpty() && ended.isEmpty()) {
      newcomers.beginWith(pid);
    }
  }

  boolean isEmpty() {
    return members.isEmpty();
  }

  /** The score of a member as it was read last, or {@link Scores#UNKNOWN}. */
  int lastScore(long pid) {
    int slot = members.find(pid);
    int last = slot < 0 ? Short.MIN_VALUE : members.score(slot);
    return last == Short.MIN_VALUE ? Scores.UNKNOWN : last;
  }

  /** Finds new members, and raises again what has lowered itself; old members in turns. */
  void look() {
    long now = clock.nanos();
    long elapsed = now - lastLook;
    lastLook = now;
    environBytes = processes.environmentBytes();
    newcomers.advance();
    forgetPassed(elapsed);
    plant();
    adopt();
    lookAtYoung(now + LONGEST_NANOS);
    lookInTurns(now + Math.min(elapsed / COST_DIVISOR, LONGEST_NANOS));
    for (ProcessEntry child : planted) {
      young.add(child.pid);
    }
    planted.clear();
    if (members.isEmpty()) {
      members.clear();
    }
  }

  /** An ended leader's pid that has been given out again is no proof of anything. */
  private void forgetPassed(long elapsed) {
    if (elapsed > LOST_NANOS) {
      members.forgetGone();
    }
    for (int slot = 0; members.hasGone() && slot < members.slots(); ) {
      if (members.isGone(slot) && newcomers.wasPassed(members.pid(slot))) {
        members.remove(slot);
      } else {
        slot++;
      }
    }
  }

  private void plant() {
    for (ProcessEntry child : planted) {
      newcomers.prove(child.pid);
      take(child);
    }
    for (Long pid : ended) {
      members.addGone(pid);
    }
    ended.clear();
  }

  private void adopt() {
    lineage.renew();
    for (ProcessEntry process : newcomers.find(members)) {
      if (lineage.isOurs(process)) {
        if (take(process)) {
          young.add(process.pid);
          nest(process);
        }
      } else if (strays != null && isOurChild(process)) {
        strays.see(process);
      }
    }
    if (strays != null) {
      takeStrays();
    }
  }

  private void takeStrays() {
    for (ProcessEntry child : strays.raise(members)) {
      if (take(child)) {
        young.add(child.pid);
        // What it has started was seen, and passed over.
        newcomers.listAgain();
      }
    }
    strays.advance();
  }

  private boolean isOurChild(ProcessEntry process) {
    return mayDescendFromUs(process) && process.parent == own.pid;
  }

  /** What a JVM of its own place starts is that one's to look after. */
  private void nest(ProcessEntry process) {
    int parent = members.find(process.parent);
    if (parent >= 0 && members.isLive(parent) && members.isNested(parent)) {
      members.nest(members.find(process.pid));
    }
  }

  /**
   * Whatever led here: nobody who was there before this JVM descends from it, and init never does.
   * Without this, an error in finding descendants could raise the whole machine. A launcher may
   * have started in the very tick in which this JVM did; no child of ours has.
   */
  private boolean mayDescendFromUs(ProcessEntry process) {
    if (own == null) {
      own = processes.own();
    }
    return own != null
        && process.pid != own.pid
        && process.pid > 1
        && process.startTime > own.startTime;
  }

  private boolean take(ProcessEntry process) {
    if (!mayDescendFromUs(process)) {
      return false;
    }
    boolean taken = members.add(process.pid, process.startTime);
    if (!taken && !full) {
      full = true;
      Log.warn("no more descendants of children are held: there are too many");
    }
    if (taken && sightings != null) {
      sightings.add(process);
    }
    return taken;
  }

  private void lookAtYoung(long end) {
    int count = young.size();
    for (int i = 0; i < count && (i < FEW || clock.nanos() < end); i++) {
      int slot = members.find(young.first());
      if (slot >= 0 && members.isLive(slot) && members.isYoung(slot)) {
        if (!look(slot)) {
          return;
        }
        int now = members.find(young.first());
        if (now >= 0) {
          members.looked(now, count > CROWD);
          if (members.isYoung(now)) {
            young.add(young.first());
          }
        }
      }
      young.removeFirst();
    }
  }

  private void lookInTurns(long end) {
    int looked = 0;
    int least = members.count() <= FEW ? FEW : LEAST;
    for (int i = 0; i < members.slots(); i++) {
      int slot = turn % members.slots();
      if (members.isLive(slot) && !members.isYoung(slot)) {
        if (looked >= least && looked % AT_ONCE == 0 && clock.nanos() >= end || !look(slot)) {
          return;
        }
        looked++;
      }
      turn = slot + 1;
    }
  }

  /**
   * @return false if it has to be looked at again before any other
   */
  private boolean look(int slot) {
    long pid = members.pid(slot);
    int own = scores.scoreOf(pid);
    if (own == Scores.UNKNOWN) {
      members.markGone(slot);
      return true;
    }
    members.setScore(slot, own);
    if (own < floor && !members.isOptedOut(slot) && !members.isNested(slot)) {
      if (processes.environmentBytes() - environBytes > ENVIRON_BYTES) {
        return false;
      }
      if (OptOut.isSaidBy(processes.environmentOf(pid, OptOut.VARIABLE))) {
        members.optOut(slot);
      } else if (isInItsPlace(pid, own)) {
        members.nest(slot);
      } else {
        raise(slot, mapped(own));
      }
    }
    return true;
  }

  /** Whether it is a JVM that carries the agent and has taken its own place, see {@link Place}. */
  private boolean isInItsPlace(long pid, int own) {
    ProcessEntry process = processes.process(pid);
    return process != null && places.of(process, score) == own && processes.hasMapped(pid, AGENTS);
  }

  private void raise(int slot, int wanted) {
    Raise raise = scores.raise(members.pid(slot), members.startTime(slot), wanted);
    tally.countHold(raise);
    if (raise == Raise.GONE) {
      members.markGone(slot);
    } else if (raise == Raise.DONE) {
      members.setScore(slot, wanted);
    }
  }

  private int mapped(int own) {
    return floor + Math.max(0, own) * (score - floor) / 1000;
  }
}
