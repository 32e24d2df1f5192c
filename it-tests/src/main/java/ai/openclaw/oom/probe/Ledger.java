package ai.openclaw.oom.probe;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** How much was done of each kind; says at once what was not as it should be. */
final class Ledger {
  private final Map<String, AtomicLong> counts = new ConcurrentSkipListMap<>();

  /** Does it, counts it, and compares its text, or what it threw, with the expected one. */
  void check(String kind, String expected, Callable<?> work) {
    counts.computeIfAbsent(kind, none -> new AtomicLong()).incrementAndGet();
    String actual;
    try {
      actual = work.call().toString();
    } catch (Exception e) {
      actual = Text.of(e);
    }
    if (!actual.equals(expected)) {
      System.out.println("wrong " + kind + ": " + actual + " in place of " + expected);
    }
  }

  long sum() {
    return counts.values().stream().mapToLong(AtomicLong::get).sum();
  }

  @Override
  public String toString() {
    return counts.toString();
  }
}
