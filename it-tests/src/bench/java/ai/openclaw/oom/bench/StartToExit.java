package ai.openclaw.oom.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A warm JVM's spawn of a tiny static program, from {@code start()} to the return of {@code
 * waitFor()}.
 *
 * <p>One JVM for each way stands ready, and they take turns in short blocks. Two JVMs that do the
 * very same differ too, so this is done with several sets of JVMs, and "no agent" takes part twice:
 * what its second JVM shows is how far the figures can be trusted.
 */
final class StartToExit implements Bench.Measurement {
  private static final int SETS = 5;
  private static final int WARM_UP = 15;
  private static final int ROUNDS = 40;
  private static final int SPAWNS = 25;

  private static final String SCRIPT =
      "{ echo 1000 > /proc/self/oom_score_adj; } 2>/dev/null; exec \"$0\" \"$@\"";

  /** The native helper, which ends at once when it is given nothing to execute. */
  private static final String TINY = "agent/target/oom-shim-";

  private static final String TINY_STATUS = "125";

  /** One way to spawn, and the place in the table of the way that it is compared with. */
  private record Way(Agent agent, List<String> command, int base, String wanted) {}

  @Override
  public void run() throws Exception {
    Path tiny = tiny();
    try {
      run(tiny.toString());
    } finally {
      Files.delete(tiny);
      Files.delete(tiny.getParent());
    }
  }

  private static void run(String tiny) throws Exception {
    Agent none = Agent.none();
    Agent byHand = new Agent("sh by hand", List.of());
    List<String> plain = List.of(tiny);
    List<Way> ways =
        List.of(
            new Way(none, plain, 0, ""),
            new Way(new Agent("no agent again", List.of()), plain, 0, ""),
            new Way(Agent.withShim("native", "WRAPPED_NATIVE"), plain, 0, "at most 1.10"),
            new Way(Agent.withShim("parent", "LEFT_TO_PARENT"), plain, 0, "at most 1.05"),
            new Way(byHand, List.of("/bin/sh", "-c", SCRIPT, tiny), 0, ""),
            new Way(Agent.withShim("sh", "WRAPPED_SH"), plain, 4, "at most 1.03"));
    List<List<Series>> sets = new ArrayList<>();
    for (int set = 0; set < SETS; set++) {
      sets.add(measure(ways));
    }
    System.out.printf(
        "%d sets of JVMs, %d rounds of %d spawns each; ratio: median of paired blocks, then of the"
            + " sets (least, most)%n",
        SETS, ROUNDS, SPAWNS);
    for (int i = 0; i < ways.size(); i++) {
      Way way = ways.get(i);
      int place = i;
      Series medians = over(sets, set -> set.get(place).median());
      Series ratios = over(sets, set -> set.get(place).over(set.get(way.base)));
      System.out.printf(
          "  %-14s %5.0f us   %.3f x %-10s (%.3f, %.3f)  %s%n",
          way.agent.name(),
          medians.median() / 1e3,
          ratios.median(),
          ways.get(way.base).agent.name(),
          ratios.least(),
          ratios.most(),
          way.wanted);
    }
  }

  private static Series over(List<List<Series>> sets, ToDoubleFunction<List<Series>> figure) {
    return new Series(sets.stream().mapToDouble(figure).toArray());
  }

  private static List<Series> measure(List<Way> ways) throws Exception {
    List<Driver> drivers = new ArrayList<>();
    try {
      for (Way way : ways) {
        drivers.add(new Driver(way));
      }
      return Rounds.run(drivers, WARM_UP, ROUNDS, Driver::spawn).get(0);
    } finally {
      for (Driver driver : drivers) {
        driver.end();
      }
    }
  }

  private static Path tiny() throws IOException {
    String arch = System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x86_64";
    // Not in the temporary folder, which may be mounted noexec.
    return Files.copy(
        Path.of(TINY + arch).toAbsolutePath(),
        Files.createTempDirectory(Path.of("it-tests/target").toAbsolutePath(), "tiny")
            .resolve("tiny"),
        StandardCopyOption.COPY_ATTRIBUTES);
  }

  private static final class Driver {
    private final Process process;
    private final BufferedWriter orders;
    private final BufferedReader answers;

    Driver(Way way) throws IOException {
      List<String> arguments = new ArrayList<>(way.command);
      arguments.add(0, TINY_STATUS);
      process =
          Jvm.builder(way.agent.jvmArguments(), SpawnDriver.class, arguments.toArray(String[]::new))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      orders = process.outputWriter();
      answers = process.inputReader();
    }

    double[] spawn() throws IOException {
      orders.write(SPAWNS + "\n");
      orders.flush();
      return new double[] {Double.parseDouble(answers.readLine())};
    }

    void end() throws Exception {
      orders.close();
      process.waitFor();
    }
  }
}
