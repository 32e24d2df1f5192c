package ai.openclaw.oom.report;

import ai.openclaw.oom.linux.Scores.Raise;
import ai.openclaw.oom.spawn.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts, since the JVM's start, what was decided and what became of raises from the parent.
 *
 * <p>One atomic number each: an atomic array costs the first spawn the start of a part of the JDK.
 */
public final class Tally {
  private final AtomicLong[] outcomes = zeros(Outcome.values());
  private final AtomicLong[] raises = zeros(Raise.values());
  private final AtomicLong[] holds = zeros(Raise.values());
  private final AtomicLong[] strays = zeros(Raise.values());
  private final AtomicLong killedChildren = new AtomicLong();
  private final AtomicLong killedDescendants = new AtomicLong();
  private final AtomicLong guardKills = new AtomicLong();
  private final AtomicLong liveChildren = new AtomicLong();

  /** Guarded by itself. */
  private final ArrayDeque<String> kills = new ArrayDeque<>();

  /** Of the last ones, {@link #kills} tells. */
  private static final int MOST_KILLS = 20;

  private static AtomicLong[] zeros(Enum<?>[] names) {
    AtomicLong[] zeros = new AtomicLong[names.length];
    for (int i = 0; i < zeros.length; i++) {
      zeros[i] = new AtomicLong();
    }
    return zeros;
  }

  public void count(Outcome outcome) {
    outcomes[outcome.ordinal()].incrementAndGet();
  }

  /** Tells of a spawn that was counted, and turned out to be another's. */
  public void recount(Outcome from, Outcome to) {
    outcomes[from.ordinal()].decrementAndGet();
    count(to);
  }

  public void count(Raise raise) {
    raises[raise.ordinal()].incrementAndGet();
  }

  /** Counts what became of raising a process again that had lowered itself. */
  public void countHold(Raise raise) {
    holds[raise.ordinal()].incrementAndGet();
  }

  /** Counts what became of raising a child that came past the gate. */
  public void countStray(Raise raise) {
    strays[raise.ordinal()].incrementAndGet();
  }

  /**
   * Counts a raised child that ended by SIGKILL.
   *
   * @param line what is known of it
   */
  public void countKilledChild(String line) {
    tellOfKill(line);
    killedChildren.incrementAndGet();
  }

  /**
   * Counts a descendant of a raised child that has gone while the kernel killed.
   *
   * @param line what is known of it
   */
  public void countKilledDescendant(String line) {
    tellOfKill(line);
    killedDescendants.incrementAndGet();
  }

  /** Keeps a line on a kill, in the place of the oldest one. */
  public void tellOfKill(String line) {
    synchronized (kills) {
      if (kills.size() == MOST_KILLS) {
        kills.remove();
      }
      kills.add(line);
    }
  }

  /** Counts a raised child, or a descendant of one, that the guard has killed. */
  public void countGuardKill() {
    guardKills.incrementAndGet();
  }

  /** The newest last. */
  public List<String> kills() {
    synchronized (kills) {
      return new ArrayList<>(kills);
    }
  }

  /** Counts raised children that were seen to start, less those that ended. */
  public void countLive(long more) {
    liveChildren.addAndGet(more);
  }

  /** How many raised children are alive, as far as was seen. */
  public long liveChildren() {
    return liveChildren.get();
  }

  /**
   * How many spawns there were.
   *
   * @param raised whether those are meant that gave a raised child, or the others
   */
  public long spawns(boolean raised) {
    long count = 0;
    for (Outcome outcome : Outcome.values()) {
      count += outcome.isRaise() == raised ? outcomes[outcome.ordinal()].get() : 0;
    }
    return count;
  }

  /** Every outcome with its count, in the order of the decision. */
  public Map<String, Long> outcomes() {
    return byName(Outcome.values(), outcomes);
  }

  /** What became of the raises from the parent. */
  public Map<String, Long> raises() {
    return byName(Raise.values(), raises);
  }

  /** What became of raising processes again that had lowered themselves. */
  public Map<String, Long> holds() {
    return byName(Raise.values(), holds);
  }

  /** What became of raising children that came past the gate. */
  public Map<String, Long> strays() {
    return byName(Raise.values(), strays);
  }

  /** How many raised children were seen to end by SIGKILL. */
  public long killedChildren() {
    return killedChildren.get();
  }

  /** How many descendants of raised children have gone while the kernel killed. */
  public long killedDescendants() {
    return killedDescendants.get();
  }

  /** How many processes the guard has killed. */
  public long guardKills() {
    return guardKills.get();
  }

  private static Map<String, Long> byName(Enum<?>[] names, AtomicLong[] numbers) {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (int i = 0; i < names.length; i++) {
      counts.put(names[i].name(), numbers[i].get());
    }
    return counts;
  }
}
