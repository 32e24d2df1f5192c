package ai.openclaw.oom.bench;

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
  public void run(Report report) throws Exception {
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
    Table table =
        new Table(
            "Deciding a spawn, warm",
            "JMH; PATH of 6 folders, " + VARIABLES + " variables",
            "shim",
            "command",
            "environment",
            "median, us",
            "mean, us",
            "wanted");
    for (String line : Jvm.run("JMH", jmh).split("\n")) {
      String[] cells = line.split("\t");
      if (cells.length == 5) {
        table.row(cells[0], cells[1], cells[2], cells[3], cells[4], "at most 20");
      }
    }
    report.add(table);
  }

  /** Runs JMH and prints its results, a line each. */
  public static void main(String[] args) throws Exception {
    List<RunResult> results = new ArrayList<>(measure(options()));
    results.addAll(measure(options().param("command", "cat").param("environment", "opted-out")));
    for (RunResult result : results) {
      Statistics microseconds = result.getPrimaryResult().getStatistics();
      System.out.printf(
          "%s\t%s\t%s\t%.2f\t%.2f%n",
          result.getParams().getParam("shim"),
          result.getParams().getParam("command"),
          result.getParams().getParam("environment"),
          microseconds.getPercentile(50),
          microseconds.getMean());
    }
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
