package ai.openclaw.oom.observe;

import ai.openclaw.oom.linux.Linux.Raise;
import ai.openclaw.oom.spawn.Outcome;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;

/** Counts, since the JVM's start, what was decided and what became of raises from the parent. */
public final class Tally {
  private static final Outcome[] OUTCOMES = Outcome.values();
  private static final Raise[] RAISES = Raise.values();

  private final AtomicLongArray outcomes = new AtomicLongArray(OUTCOMES.length);
  private final AtomicLongArray raises = new AtomicLongArray(RAISES.length);
  private final AtomicLongArray holds = new AtomicLongArray(RAISES.length);

  public void count(Outcome outcome) {
    outcomes.incrementAndGet(outcome.ordinal());
  }

  public void count(Raise raise) {
    raises.incrementAndGet(raise.ordinal());
  }

  /** Counts what became of raising a process again that had lowered itself. */
  public void countHold(Raise raise) {
    holds.incrementAndGet(raise.ordinal());
  }

  /** Every outcome with its count, in the order of the decision. */
  public Map<String, Long> outcomes() {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (Outcome outcome : OUTCOMES) {
      counts.put(outcome.name(), outcomes.get(outcome.ordinal()));
    }
    return counts;
  }

  /** What became of the raises from the parent. */
  public Map<String, Long> raises() {
    return byName(raises);
  }

  /** What became of raising processes again that had lowered themselves. */
  public Map<String, Long> holds() {
    return byName(holds);
  }

  private static Map<String, Long> byName(AtomicLongArray array) {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (Raise raise : RAISES) {
      counts.put(raise.name(), array.get(raise.ordinal()));
    }
    return counts;
  }
}
