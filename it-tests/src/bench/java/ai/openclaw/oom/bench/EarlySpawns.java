package ai.openclaw.oom.bench;

import java.util.List;

/**
 * The 2nd to the 50th spawn of a JVM, each from {@code start()} to the return of {@code waitFor()}:
 * all is loaded, next to nothing is compiled. A JVM's value is the median of its 49 spawns, and
 * every round starts new JVMs.
 */
final class EarlySpawns implements Bench.Measurement {
  private static final int SETS = 3;
  private static final int WARM_UP = 1;
  private static final int ROUNDS = 11;
  private static final int LAST = 50;

  @Override
  public void run(Report report) throws Exception {
    try (TinyProgram tiny = new TinyProgram()) {
      List<Way> ways = Way.all(tiny.path(), "at most 1.10", "", "");
      Ratios ratios = new Ratios(ways);
      for (int set = 0; set < SETS; set++) {
        ratios.add(Rounds.run(ways, WARM_UP, ROUNDS, EarlySpawns::spawnAfterTheFirst).get(0));
      }
      String how = String.format("%d sets of %d JVMs; median of paired JVMs", SETS, ROUNDS);
      report.add(ratios.table("Spawns 2 to " + LAST + " of a JVM", how, "us", 1e3));
    }
  }

  private static double[] spawnAfterTheFirst(Way way) throws Exception {
    Driver driver = new Driver(SpawnDriver.class, way);
    try {
      driver.spawn(1);
      return driver.spawn(LAST - 1);
    } finally {
      driver.end();
    }
  }
}
