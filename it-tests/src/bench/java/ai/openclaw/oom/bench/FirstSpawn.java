package ai.openclaw.oom.bench;

import java.util.List;

/** A JVM's first spawn, which is when the agent is loaded and the spawn class woven. */
final class FirstSpawn implements Bench.Measurement {
  private static final int WARM_UP = 3;
  private static final int ROUNDS = 41;

  @Override
  public void run(Report report) throws Exception {
    List<Agent> agents = Agent.noneEmptyAndEachShim();
    List<List<Series>> measured = Rounds.run(agents, WARM_UP, ROUNDS, FirstSpawn::spawnOnce);
    List<Series> starts = measured.get(0);
    List<Series> exits = measured.get(1);
    Table table =
        new Table(
            "First spawn of a JVM",
            ROUNDS + " rounds of /bin/true; difference to no agent: median of pairs",
            "agent",
            "start(), ms",
            "difference",
            "start() to waitFor(), ms",
            "difference",
            "wanted");
    Plot.Bars bars = new Plot.Bars("start(), ms");
    for (int i = 0; i < agents.size(); i++) {
      double median = starts.get(i).median() / 1e6;
      table.row(
          agents.get(i).name(),
          String.format("%.1f", median),
          String.format("%+.1f", starts.get(i).minus(starts.get(0)) / 1e6),
          String.format("%.1f", exits.get(i).median() / 1e6),
          String.format("%+.1f", exits.get(i).minus(exits.get(0)) / 1e6),
          agents.get(i).name().startsWith("native") ? "at most +20 ms" : "");
      bars.add(agents.get(i).name(), Math.round(median));
    }
    report.add(table.drawnAs(bars));
  }

  private static double[] spawnOnce(Agent agent) throws Exception {
    String[] nanos = Jvm.run(agent.jvmArguments(), OneSpawn.class, "/bin/true").split(" ");
    return new double[] {Double.parseDouble(nanos[0]), Double.parseDouble(nanos[1])};
  }
}
