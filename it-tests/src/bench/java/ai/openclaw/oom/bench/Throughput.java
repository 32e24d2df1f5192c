package ai.openclaw.oom.bench;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many spawns of a tiny static program a warm JVM gets done in a second, from {@code start()}
 * to the return of {@code waitFor()}, when some threads of its do nothing else.
 *
 * <p>Eight and more take up every processor there is, so whatever an agent or a shim does counts,
 * wherever it runs.
 */
final class Throughput implements Bench.Measurement {
  private static final List<Integer> THREADS = List.of(1, 8, 64);
  private static final int SETS = 2;
  private static final int WARM_UP = 6000;

  /**
   * Blocks that are not counted: while all JVMs were warming up at once, none ran at full speed.
   */
  private static final int SETTLING = 1;

  private static final int ROUNDS = 8;
  private static final int SPAWNS = 400;

  @Override
  public void run(Report report) throws Exception {
    try (TinyProgram tiny = new TinyProgram()) {
      List<Way> ways = Way.all(tiny.path(), "at least 0.93", "at least 0.93", "at least 0.93");
      Map<Integer, Ratios> byThreads = new TreeMap<>();
      for (int threads : THREADS) {
        byThreads.put(threads, new Ratios(ways));
      }
      for (int set = 0; set < SETS; set++) {
        measure(ways, byThreads);
      }
      String how =
          String.format(
              "%d sets of JVMs, %d rounds of %d spawns each; median of paired blocks",
              SETS, ROUNDS, SPAWNS);
      for (int threads : THREADS) {
        String title = "Spawns a second, " + threads + (threads == 1 ? " thread" : " threads");
        report.add(byThreads.get(threads).table(title, how, "/s", 1));
      }
    }
  }

  private static void measure(List<Way> ways, Map<Integer, Ratios> byThreads) throws Exception {
    List<Driver> drivers = Driver.all(ThroughputDriver.class, ways);
    try {
      Driver.warmUp(drivers, WARM_UP);
      for (int threads : THREADS) {
        String order = SPAWNS + " " + threads;
        byThreads
            .get(threads)
            .add(Rounds.run(drivers, SETTLING, ROUNDS, driver -> driver.tell(order)).get(0));
      }
    } finally {
      Driver.endAll(drivers);
    }
  }
}
