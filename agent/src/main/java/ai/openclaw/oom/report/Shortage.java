package ai.openclaw.oom.report;

import ai.openclaw.oom.group.KillCounter;
import java.util.concurrent.TimeUnit;

/** The memory group's OOM kills of late, and how many of them have found an explanation. */
final class Shortage {
  /** Victims of one shortage may be seen to end one after the other. */
  private static final long SAME_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** A victim that takes longer to end than this is waited for no more. */
  private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final KillCounter counter;
  private long asked;

  /** The last rise: how far, since when, when it was noticed, and to which count. */
  private long rise;

  private long riseFrom;
  private long riseNoticed;

  /** When it is over. */
  private long end;

  private long count;
  private long unexplained;
  private boolean isUnknown;

  Shortage(KillCounter counter) {
    this.counter = counter;
    this.asked = System.nanoTime();
  }

  void look() {
    long now = System.nanoTime();
    long newRise = counter.rise();
    isUnknown = newRise == KillCounter.UNKNOWN;
    if (newRise > 0) {
      unexplained = isOn(now) ? unexplained + newRise : newRise;
      rise = newRise;
      riseFrom = asked;
      riseNoticed = now;
      end = now + SAME_NANOS;
      count = counter.last();
    }
    asked = now;
  }

  /** Whether the last question found no answer. */
  boolean isUnknown() {
    return isUnknown;
  }

  /** Whether the group has counted kills of late. */
  boolean isOn() {
    return isOn(asked);
  }

  private boolean isOn(long now) {
    return rise > 0 && end - now > 0;
  }

  /**
   * Goes on, because somebody is ending who may have been a victim.
   *
   * @return false if that has taken too long
   */
  boolean goOn() {
    boolean goesOn = asked - riseNoticed < LONGEST_NANOS;
    if (goesOn) {
      end = asked + SAME_NANOS;
    }
    return goesOn;
  }

  boolean hasUnexplained() {
    return isOn() && unexplained > 0;
  }

  /** Somebody's end was told of as one of these kills. */
  void explainOne() {
    unexplained = Math.max(0, unexplained - 1);
  }

  @Override
  public String toString() {
    long seconds = 1 + TimeUnit.NANOSECONDS.toSeconds(asked - riseFrom);
    return "the memory group has counted "
        + rise
        + " OOM kill(s) in the last "
        + seconds
        + " s ("
        + (count - rise)
        + " before, "
        + count
        + " now)";
  }
}
