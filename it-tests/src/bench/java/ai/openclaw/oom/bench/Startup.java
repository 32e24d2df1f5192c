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
  public void run() throws Exception {
    List<Agent> agents = new ArrayList<>(List.of(Agent.none(), Agent.empty()));
    agents.addAll(Agent.ofEachJar());
    List<List<Series>> measured = Rounds.run(agents, WARM_UP, ROUNDS, Startup::startOnce);
    List<Series> wall = measured.get(0);
    List<Series> cpu = measured.get(1);
    Series emptyWall = wall.get(1);
    System.out.printf("%d rounds; ratio: median of pairs, of CPU time: sums%n", ROUNDS);
    for (int i = 0; i < agents.size(); i++) {
      System.out.printf(
          "  %-14s %6.1f ms   %.3f x empty agent   CPU %.3f x%n",
          agents.get(i).name(),
          wall.get(i).median() / 1e6,
          wall.get(i).over(emptyWall),
          cpu.get(i).sum() / cpu.get(1).sum());
    }
    System.out.println("  wanted: agent at most 1.03 x empty agent");
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
