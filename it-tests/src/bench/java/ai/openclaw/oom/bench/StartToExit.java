package ai.openclaw.oom.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A warm JVM's spawn of a tiny static program, from {@code start()} to the return of {@code
 * waitFor()}.
 *
 * <p>One JVM for each way stands ready, and they take turns in short blocks. Two JVMs that do the
 * very same differ too, so this is done with several sets of JVMs.
 *
 * <p>A JVM with an agent that does nothing takes part too: its spawns are slower than those of a
 * JVM without one, by what {@code -javaagent} itself costs, as are those of a JVM without
 * class-data sharing. So every shim is compared with both.
 *
 * <p>On which processor JVM and child run, and who waits for whom, is the kernel's choice, and
 * moves the medians of equal JVMs apart by several percent. So all is measured twice, in the same
 * JVMs: with that choice, and on one processor, where there is none and all that anybody does adds
 * up.
 *
 * <p>Warm means that HotSpot has nothing left to compile. It compiles for the last time at 5,000
 * calls; until then its compilers run beside the spawns, the more so the more code there is.
 */
final class StartToExit implements Bench.Measurement {
  private static final int SETS = 4;
  private static final int WARM_UP = 6000;

  /** Blocks that are not counted, when the turns begin and after a move to another processor. */
  private static final int MOVED = 4;

  private static final int ROUNDS = 40;
  private static final int SPAWNS = 25;

  private static final Pattern LAST_PROCESSOR =
      Pattern.compile("Cpus_allowed_list:.*?(\\d+)$", Pattern.MULTILINE);

  @Override
  public void run(Report report) throws Exception {
    try (TinyProgram tiny = new TinyProgram()) {
      List<Way> ways = Way.all(tiny.path(), "at most 1.10", "at most 1.05", "at most 1.03");
      Ratios anywhere = new Ratios(ways);
      Ratios onOne = new Ratios(ways);
      for (int set = 0; set < SETS; set++) {
        measure(ways, anywhere, onOne);
      }
      String how =
          String.format(
              "%d sets of JVMs, %d rounds of %d spawns each; median of paired blocks",
              SETS, ROUNDS, SPAWNS);
      report.add(anywhere.table("Start to exit", how, "us", 1e3));
      report.add(onOne.table("Start to exit, all on one processor", how, "us", 1e3));
    }
  }

  private static void measure(List<Way> ways, Ratios anywhere, Ratios onOne) throws Exception {
    List<Driver> drivers = Driver.all(SpawnDriver.class, ways);
    try {
      Driver.warmUp(drivers, WARM_UP);
      anywhere.add(takeTurns(drivers));
      String processor = processor();
      for (Driver driver : drivers) {
        driver.moveTo(processor);
      }
      onOne.add(takeTurns(drivers));
    } finally {
      Driver.endAll(drivers);
    }
  }

  private static List<Series> takeTurns(List<Driver> drivers) throws Exception {
    return Rounds.run(drivers, MOVED, ROUNDS, driver -> driver.spawn(SPAWNS)).get(0);
  }

  private static String processor() throws IOException {
    Matcher found = LAST_PROCESSOR.matcher(Files.readString(Path.of("/proc/self/status")));
    if (!found.find()) {
      throw new IOException("/proc/self/status names no processors");
    }
    return found.group(1);
  }
}
