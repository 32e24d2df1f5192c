package ai.openclaw.oom.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a JVM holds with the agent: memory, threads, classes; and how large its files are. */
final class Resident implements Bench.Measurement {
  private static final int WARM_UP = 1;
  private static final int ROUNDS = 7;

  @Override
  public void run(Report report) throws Exception {
    List<Agent> agents = Agent.noneEmptyAndEachShim();
    report.add(measure(agents.subList(0, 3), ""));
    report.add(measure(agents, "/bin/cat"));
    Table files = new Table("Files", "as they are installed", "file", "bytes");
    try (var built = Files.list(AgentJar.built().path().getParent())) {
      for (Path file : built.filter(Resident::isInstalled).sorted().toList()) {
        files.row(file.getFileName().toString(), Long.toString(Files.size(file)));
      }
    }
    report.add(files);
  }

  private static boolean isInstalled(Path file) {
    return file.getFileName().toString().matches("openclaw-oom-agent\\.jar|oom-[a-z]+-[a-z0-9_]+");
  }

  private static Table measure(List<Agent> agents, String command) throws Exception {
    List<List<Series>> kinds = Rounds.run(agents, WARM_UP, ROUNDS, agent -> settle(agent, command));
    Table table =
        new Table(
            command.isEmpty() ? "A JVM that has not spawned" : "A JVM with a child, after 2 s",
            ROUNDS + " rounds, SerialGC; medians, and of pairs the difference to no agent",
            "agent",
            "resident, KiB",
            "difference",
            "threads",
            "classes",
            "difference");
    for (int i = 0; i < agents.size(); i++) {
      table.row(
          agents.get(i).name(),
          String.format("%.0f", kinds.get(0).get(i).median()),
          String.format("%+.0f", kinds.get(0).get(i).minus(kinds.get(0).get(0))),
          String.format("%.0f", kinds.get(1).get(i).median()),
          String.format("%.0f", kinds.get(2).get(i).median()),
          String.format("%+.0f", kinds.get(2).get(i).minus(kinds.get(2).get(0))));
    }
    return table;
  }

  private static double[] settle(Agent agent, String command) throws Exception {
    List<String> arguments = new ArrayList<>(agent.jvmArguments());
    arguments.addAll(List.of("-XX:+UseSerialGC", "-Xmx64m"));
    String[] numbers = Jvm.run(arguments, Settled.class, command).split(" ");
    return new double[] {
      Double.parseDouble(numbers[0]), Double.parseDouble(numbers[1]), Double.parseDouble(numbers[2])
    };
  }
}
