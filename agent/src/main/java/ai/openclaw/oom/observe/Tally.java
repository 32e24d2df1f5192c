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

  public void count(Outcome outcome) {
    outcomes.incrementAndGet(outcome.ordinal());
  }

  public void count(Raise raise) {
    raises.incrementAndGet(raise.ordinal());
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
    Map<String, Long> counts = new LinkedHashMap<>();
    for (Raise raise : RAISES) {
      counts.put(raise.name(), raises.get(raise.ordinal()));
    }
    return counts;
  }
}
