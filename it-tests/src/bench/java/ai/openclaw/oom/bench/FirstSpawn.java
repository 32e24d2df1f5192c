package ai.openclaw.oom.bench;

import java.util.ArrayList;
import java.util.List;

/** A JVM's first spawn, which is when the agent is loaded and the spawn class woven. */
final class FirstSpawn implements Bench.Measurement {
  private static final int WARM_UP = 3;
  private static final int ROUNDS = 41;

  @Override
  public void run() throws Exception {
    List<Agent> agents = new ArrayList<>(List.of(Agent.none(), Agent.empty()));
    agents.addAll(Agent.withShim("native", "WRAPPED_NATIVE"));
    agents.addAll(Agent.withShim("sh", "WRAPPED_SH"));
    agents.addAll(Agent.withShim("parent", "LEFT_TO_PARENT"));
    List<List<Series>> measured = Rounds.run(agents, WARM_UP, ROUNDS, FirstSpawn::spawnOnce);
    List<Series> starts = measured.get(0);
    List<Series> exits = measured.get(1);
    System.out.printf("%d rounds of /bin/true; difference: median of pairs%n", ROUNDS);
    for (int i = 0; i < agents.size(); i++) {
      System.out.printf(
          "  %-15s start() %5.1f ms, %+5.1f ms   start() to waitFor() %5.1f ms, %+5.1f ms%n",
          agents.get(i).name(),
          starts.get(i).median() / 1e6,
          starts.get(i).minus(starts.get(0)) / 1e6,
          exits.get(i).median() / 1e6,
          exits.get(i).minus(exits.get(0)) / 1e6);
    }
    System.out.println("  wanted: native at most +20 ms");
  }

  private static double[] spawnOnce(Agent agent) throws Exception {
    String[] nanos = Jvm.run(agent.jvmArguments(), OneSpawn.class, "/bin/true").split(" ");
    return new double[] {Double.parseDouble(nanos[0]), Double.parseDouble(nanos[1])};
  }
}
