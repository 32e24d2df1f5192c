package ai.openclaw.oom.guard;

import ai.openclaw.oom.group.GroupLevel;
import ai.openclaw.oom.group.Quantity;
import ai.openclaw.oom.linux.Memory;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;

/**
 * What the tightest group has left, how fast that goes, and how little is too little: the figures
 * of the guard's program, see its source. In bytes and nanoseconds.
 */
final class Growth {
  private static final long MIB = 1 << 20;
  private static final int SAMPLES = 64;
  private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long HALF_SECOND = TimeUnit.MILLISECONDS.toNanos(500);
  private static final long LAG_HALVES_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long NANOS_OF_MICRO = 1000;

  private final Deque<Sample> samples = new ArrayDeque<>();
  private GroupLevel tightest;
  private long room;
  private long rate;

  /** By how much whoever looks was woken too late of late. */
  private long lag;

  private long lagSince = System.nanoTime();

  /** Half a second apart. */
  private Sample mark;

  private Sample markBefore;

  private static final class Sample {
    final long when = System.nanoTime();
    final long held;
    final long ofJvm;

    Sample(long held, long ofJvm) {
      this.held = held;
      this.ofJvm = ofJvm;
    }
  }

  /** What the kernel cannot take back; on v1 it does not tell that of its own memory. */
  private static long held(GroupLevel level) {
    long limit = level.get(Quantity.LIMIT).number();
    long kernel = level.get(Quantity.KERNEL).numberOr(0);
    return level.held().numberOr(level.get(Quantity.USE).number())
        - Math.max(0, kernel - limit / 16);
  }

  /** What it has left, with the swap that it may still use. */
  static long room(GroupLevel level) {
    long limit = level.get(Quantity.LIMIT).number();
    long swap =
        level.get(Quantity.SWAP_LIMIT).numberOr(0) - level.get(Quantity.SWAP_USE).numberOr(0);
    return limit - held(level) + (swap > 0 ? Math.min(swap, Memory.freeSwap()) : 0);
  }

  /**
   * Takes a look at the group that has the least left now.
   *
   * @param left what {@link #room(GroupLevel)} has told of it
   */
  void add(GroupLevel level, long left) {
    if (tightest == null || !tightest.folder().equals(level.folder())) {
      samples.clear();
    }
    tightest = level;
    room = left;
    samples.addLast(new Sample(held(level), 0));
    if (samples.size() > SAMPLES) {
      samples.removeFirst();
    }
    rate = Math.max(rateOver(10 * MS), rateOver(50 * MS));
    if (isNear() && (mark == null || System.nanoTime() - mark.when >= HALF_SECOND)) {
      markBefore = mark;
      mark = new Sample(held(level), Memory.resident());
    }
  }

  /** In bytes a microsecond, which are MB/s; 0 or more. */
  private long rateOver(long window) {
    Sample last = samples.getLast();
    Sample first = last;
    for (Iterator<Sample> all = samples.descendingIterator();
        all.hasNext() && last.when - first.when < window; ) {
      first = all.next();
    }
    long micros = Math.max(1, (last.when - first.when) / NANOS_OF_MICRO);
    return Math.max(0, (last.held - first.held) / micros);
  }

  /** Takes note of how late whoever looks was woken; half of that is forgotten after a while. */
  void woken(long late) {
    long now = System.nanoTime();
    if (now - lagSince > LAG_HALVES_NANOS) {
      lag /= 2;
      lagSince = now;
    }
    lag = Math.max(lag, late);
  }

  /** Whether more than half of the limit is in use. */
  boolean isNear() {
    return tightest.get(Quantity.USE).number() > limit() / 2;
  }

  long limit() {
    return tightest.get(Quantity.LIMIT).number();
  }

  long room() {
    return room;
  }

  long rate() {
    return rate;
  }

  /** No child smaller than this is worth a kill while there is more left. */
  long least() {
    return Math.max(6 * MIB, Math.min(limit() / 64, 64 * MIB));
  }

  /** With less left somebody is killed. */
  long threshold() {
    long wanted = rate * (MS + lag) / NANOS_OF_MICRO * 3 / 2 + 2 * MIB;
    return Math.min(Math.max(wanted, least()), limit() / 10);
  }

  /** For how long nobody has to look. */
  long nanosToThreshold() {
    long spare = room - threshold();
    long longest = Math.max(100 * MS, Math.min(spare / 8, HALF_SECOND));
    long nanos = spare * NANOS_OF_MICRO / Math.max(2 * rate, 3000) - lag;
    return Math.min(nanos, longest);
  }

  /** By how much the JVM has grown in the last second, as far as that is known. */
  long ofJvm() {
    return isKnown() ? Memory.resident() - markBefore.ofJvm : 0;
  }

  /** The same of the group. */
  long ofGroup() {
    return isKnown() ? held(tightest) - markBefore.held : 0;
  }

  private boolean isKnown() {
    return markBefore != null && System.nanoTime() - markBefore.when < 4 * HALF_SECOND;
  }
}
