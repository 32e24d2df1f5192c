package ai.openclaw.oom.bench;

import java.util.List;

/**
 * How many spawns of a tiny static program a warm JVM gets done in a second, from {@code start()}
 * to the return of {@code waitFor()}, when eight threads of its do nothing else.
 *
 * <p>They take up every processor there is, so whatever an agent or a shim does counts, wherever it
 * runs.
 */
final class Throughput implements Bench.Measurement {
  private static final int SETS = 2;
  private static final int WARM_UP = 6000;

  /**
   * Blocks that are not counted: while all JVMs were warming up at once, none ran at full speed.
   */
  private static final int SETTLING = 1;

  private static final int ROUNDS = 8;
  private static final int SPAWNS = 400;

  @Override
  public void run() throws Exception {
    try (TinyProgram tiny = new TinyProgram()) {
      List<Way> ways = Way.all(tiny.path(), "at least 0.93", "at least 0.93", "at least 0.93");
      Ratios ratios = new Ratios(ways);
      for (int set = 0; set < SETS; set++) {
        ratios.add(measure(ways));
      }
      System.out.printf(
          "%d sets of JVMs, %d rounds of %d spawns each by %d threads; ratio: median of paired"
              + " blocks, then of the sets (least, most)%n",
          SETS, ROUNDS, SPAWNS, ThroughputDriver.THREADS);
      ratios.print("/s", 1);
    }
  }

  private static List<Series> measure(List<Way> ways) throws Exception {
    List<Driver> drivers = Driver.all(ThroughputDriver.class, ways);
    try {
      Driver.warmUp(drivers, WARM_UP);
      return Rounds.run(drivers, SETTLING, ROUNDS, driver -> driver.spawn(SPAWNS)).get(0);
    } finally {
      Driver.endAll(drivers);
    }
  }
}
