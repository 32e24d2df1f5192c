package ai.openclaw.oom.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A warm JVM's spawn of a tiny static program, from {@code start()} to the return of {@code
 * waitFor()}.
 *
 * <p>One JVM for each way stands ready, and they take turns in short blocks. Two JVMs that do the
 * very same differ too, so this is done with several sets of JVMs, and "no agent" takes part twice:
 * what its second JVM shows is how far the figures can be trusted.
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
  private static final int SETS = 5;
  private static final int WARM_UP = 240;

  /** Blocks that are not counted after a move to another processor. */
  private static final int MOVED = 4;

  private static final int ROUNDS = 40;
  private static final int SPAWNS = 25;

  private static final Pattern LAST_PROCESSOR =
      Pattern.compile("Cpus_allowed_list:.*?(\\d+)$", Pattern.MULTILINE);

  private static final String SCRIPT =
      "{ echo 1000 > /proc/self/oom_score_adj; } 2>/dev/null; exec \"$0\" \"$@\"";

  /**
   * One way to spawn.
   *
   * @param base the place in the table of the same without an agent
   * @param emptyBase the place of the same with an agent that does nothing
   * @param wanted of the ratio to the base; empty if that is not the question
   */
  private record Way(Agent agent, List<String> command, int base, int emptyBase, String wanted) {}

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

  private static String processor() throws IOException {
    Matcher found = LAST_PROCESSOR.matcher(Files.readString(Path.of("/proc/self/status")));
    if (!found.find()) {
      throw new IOException("/proc/self/status names no processors");
    }
    return found.group(1);
  }

  private static void run(String tiny) throws Exception {
    Agent none = Agent.none();
    Agent empty = Agent.empty();
    List<String> plain = List.of(tiny);
    List<String> wrapped = List.of("/bin/sh", "-c", SCRIPT, tiny);
    List<Way> ways =
        List.of(
            new Way(none, plain, 0, 2, ""),
            new Way(none.named("no agent again"), plain, 0, 2, ""),
            new Way(empty, plain, 0, 2, ""),
            new Way(Agent.withShim("native", "WRAPPED_NATIVE"), plain, 0, 2, "at most 1.10"),
            new Way(Agent.withShim("parent", "LEFT_TO_PARENT"), plain, 0, 2, "at most 1.05"),
            new Way(none.named("sh by hand"), wrapped, 5, 6, ""),
            new Way(empty.named("by hand, empty agent"), wrapped, 5, 6, ""),
            new Way(Agent.withShim("sh", "WRAPPED_SH"), plain, 5, 6, "at most 1.03"));
    List<List<Series>> anywhere = new ArrayList<>();
    List<List<Series>> onOne = new ArrayList<>();
    for (int set = 0; set < SETS; set++) {
      measure(ways, anywhere, onOne);
    }
    System.out.printf(
        "%d sets of JVMs, %d rounds of %d spawns each; ratio: median of paired blocks, then of the"
            + " sets (least, most)%n",
        SETS, ROUNDS, SPAWNS);
    print("on the processors that the kernel chooses:", ways, anywhere);
    print("on one processor:", ways, onOne);
  }

  private static void print(String where, List<Way> ways, List<List<Series>> sets) {
    System.out.println(where);
    for (int i = 0; i < ways.size(); i++) {
      Way way = ways.get(i);
      int place = i;
      Series medians = over(sets, set -> set.get(place).median());
      System.out.printf(
          "  %-20s %5.0f us   %-42s %-44s %s%n",
          way.agent.name(),
          medians.median() / 1e3,
          ratio(sets, place, way.base, ways),
          ratio(sets, place, way.emptyBase, ways),
          way.wanted);
    }
  }

  private static String ratio(List<List<Series>> sets, int place, int base, List<Way> ways) {
    Series ratios = over(sets, set -> set.get(place).over(set.get(base)));
    return String.format(
        "%.3f x %s (%.3f, %.3f)",
        ratios.median(), ways.get(base).agent.name(), ratios.least(), ratios.most());
  }

  private static Series over(List<List<Series>> sets, ToDoubleFunction<List<Series>> figure) {
    return new Series(sets.stream().mapToDouble(figure).toArray());
  }

  private static void measure(List<Way> ways, List<List<Series>> anywhere, List<List<Series>> onOne)
      throws Exception {
    List<Driver> drivers = new ArrayList<>();
    try {
      for (Way way : ways) {
        drivers.add(new Driver(way));
      }
      anywhere.add(Rounds.run(drivers, WARM_UP, ROUNDS, Driver::spawn).get(0));
      String processor = processor();
      for (Driver driver : drivers) {
        driver.moveTo(processor);
      }
      onOne.add(Rounds.run(drivers, MOVED, ROUNDS, Driver::spawn).get(0));
    } finally {
      for (Driver driver : drivers) {
        driver.end();
      }
    }
  }

  private static Path tiny() throws IOException {
    // Not in the temporary folder, which may be mounted noexec.
    Path target = Path.of("it-tests/target").toAbsolutePath();
    Path program = Files.createTempDirectory(target, "tiny").resolve("tiny");
    TinyProgram.write(program);
    return program;
  }

  private static final class Driver {
    private final Process process;
    private final BufferedWriter orders;
    private final BufferedReader answers;

    Driver(Way way) throws IOException {
      ProcessBuilder builder =
          Jvm.builder(
              way.agent.jvmArguments(), SpawnDriver.class, way.command.toArray(String[]::new));
      process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
      orders = process.outputWriter();
      answers = process.inputReader();
    }

    double[] spawn() throws IOException {
      orders.write(SPAWNS + "\n");
      orders.flush();
      return new double[] {Double.parseDouble(answers.readLine())};
    }

    /** All its threads, and so all its children. */
    void moveTo(String processor) throws Exception {
      String pid = Long.toString(process.pid());
      String[] taskset = {"taskset", "--all-tasks", "--pid", "--cpu-list", processor, pid};
      Jvm.run(taskset[0], new ProcessBuilder(taskset));
    }

    void end() throws Exception {
      orders.close();
      process.waitFor();
    }
  }
}
