package ai.openclaw.oom.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM that never spawns, from its start to its end: with an empty agent, and with ours. */
final class Startup implements Bench.Measurement {
  private static final int WARM_UP = 5;
  private static final int ROUNDS = 61;

  @Override
  public void run(Report report) throws Exception {
    List<Agent> agents = new ArrayList<>(List.of(Agent.none(), Agent.empty()));
    agents.addAll(Agent.ofEachJar());
    agents.add(Agent.openTelemetry());
    List<List<Series>> measured = Rounds.run(agents, WARM_UP, ROUNDS, Startup::startOnce);
    List<Series> wall = measured.get(0);
    List<Series> cpu = measured.get(1);
    Series emptyWall = wall.get(1);
    Table table =
        new Table(
            "Start of a JVM that never spawns",
            ROUNDS + " rounds; ratio: median of pairs, of processor time: sums",
            "agent",
            "ms",
            "ratio to an empty agent",
            "processor time, ratio",
            "wanted");
    Plot.Bars bars = new Plot.Bars("ms, from start to end");
    for (int i = 0; i < agents.size(); i++) {
      double median = wall.get(i).median() / 1e6;
      table.row(
          agents.get(i).name(),
          String.format("%.1f", median),
          String.format("%.3f", wall.get(i).over(emptyWall)),
          String.format("%.3f", cpu.get(i).sum() / cpu.get(1).sum()),
          agents.get(i).name().startsWith("agent") ? "at most 1.03" : "");
      bars.add(agents.get(i).name(), Math.round(median));
    }
    report.add(table.drawnAs(bars));
  }

  private static double[] startOnce(Agent agent) throws Exception {
    double cpu = cpuOfChildren();
    long before = System.nanoTime();
    Jvm.run(agent.jvmArguments(), Hello.class);
    return new double[] {System.nanoTime() - before, cpuOfChildren() - cpu};
  }

  /** In clock ticks: coarse for one JVM, exact enough for the sum over all rounds. */
  private static double cpuOfChildren() throws Exception {
    String stat = Files.readString(Path.of("/proc/self/stat"));
    // "pid (comm) state …": proc(5) counts cutime and cstime as 16 and 17, state as 3.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return Long.parseLong(fields[16 - 3]) + Long.parseLong(fields[17 - 3]);
  }
}
