package ai.openclaw.oom.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/** One decision, by JMH, in an environment of a usual size. */
final class Decide implements Bench.Measurement {
  private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
  private static final int VARIABLES = 40;

  @Override
  public void run() throws Exception {
    ProcessBuilder jmh =
        new ProcessBuilder(
            System.getProperty("java.home") + "/bin/java",
            "-cp",
            System.getProperty("java.class.path"),
            Decide.class.getName());
    Map<String, String> environment = jmh.environment();
    environment.clear();
    environment.put("PATH", PATH);
    for (int i = environment.size(); i < VARIABLES; i++) {
      environment.put("SERVICE_SETTING_" + i, "a value of a usual length " + i);
    }
    int status = jmh.inheritIO().start().waitFor();
    if (status != 0) {
      throw new IOException("JMH ended with " + status);
    }
  }

  /** Runs JMH and prints its results as a table. */
  public static void main(String[] args) throws Exception {
    List<RunResult> results = new ArrayList<>(measure(options()));
    results.addAll(measure(options().param("command", "cat").param("environment", "opted-out")));
    System.out.printf("PATH of 6 folders, %d variables%n", VARIABLES);
    for (RunResult result : results) {
      Statistics microseconds = result.getPrimaryResult().getStatistics();
      System.out.printf(
          "  %-6s %-12s %-10s median %6.2f us, mean %6.2f us%n",
          result.getParams().getParam("shim"),
          result.getParams().getParam("command"),
          result.getParams().getParam("environment"),
          microseconds.getPercentile(50),
          microseconds.getMean());
    }
    System.out.println("  wanted: at most 20 us");
  }

  private static Collection<RunResult> measure(ChainedOptionsBuilder options) throws Exception {
    return new Runner(options.build()).run();
  }

  private static ChainedOptionsBuilder options() {
    return new OptionsBuilder()
        .include(DecideBenchmark.class.getName())
        .verbosity(VerboseMode.SILENT);
  }
}
