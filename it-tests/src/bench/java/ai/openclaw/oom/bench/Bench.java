package ai.openclaw.oom.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells what the agent costs, always as a ratio or a difference to the same thing without it; as
 * tables on stdout, and as Markdown with plots in {@code it-tests/target/bench}.
 *
 * <p>The system property {@code bench.old} may name an older jar of the agent's, whose helpers lie
 * beside it. It then has rows of its own, measured in the same rounds; but not in {@code decide},
 * which is linked with the classes that were just built.
 */
public final class Bench {
  /** A measurement that tells what it found. */
  interface Measurement {
    void run(Report report) throws Exception;
  }

  private static final Map<String, Measurement> ALL = new LinkedHashMap<>();

  static {
    ALL.put("startup", new Startup());
    ALL.put("first-spawn", new FirstSpawn());
    ALL.put("early-spawns", new EarlySpawns());
    ALL.put("start-to-exit", new StartToExit());
    ALL.put("throughput", new Throughput());
    ALL.put("sizes", new Sizes());
    ALL.put("decide", new Decide());
    ALL.put("resident", new Resident());
    ALL.put("watch", new Holding());
  }

  private Bench() {}

  /**
   * @param args the measurements to run, or {@code all}, or {@code none} to see that they build
   */
  public static void main(String[] args) throws Exception {
    if (args.length == 1 && args[0].equals("none")) {
      return;
    }
    List<String> names =
        args.length == 1 && args[0].equals("all") ? List.copyOf(ALL.keySet()) : List.of(args);
    if (names.isEmpty() || !ALL.keySet().containsAll(names)) {
      System.err.println("measurements: all none " + String.join(" ", ALL.keySet()));
      System.exit(2);
    }
    Report report =
        new Report(
            String.format(
                "JDK %s, %d processors, Linux %s",
                Runtime.version(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.version")));
    for (String name : names) {
      report.heading(name);
      ALL.get(name).run(report);
    }
  }
}
