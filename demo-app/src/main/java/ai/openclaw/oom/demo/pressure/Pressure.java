package ai.openclaw.oom.demo.pressure;

import ai.openclaw.oom.demo.cli.ExitCode;
import ai.openclaw.oom.demo.group.Groups;
import ai.openclaw.oom.demo.group.MemoryGroup;
import ai.openclaw.oom.demo.process.Agent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The pressure demo: each round a run without the agent and one with it, then the report. */
public final class Pressure {
  private final PressureOptions options;
  private final Console console;

  public Pressure(PressureOptions options) {
    this.options = options;
    // With --plain stdout is for a program, and progress goes where people look.
    console =
        options.plain()
            ? new Console(System.err, Console.isTerminal(2))
            : new Console(System.out, Console.isTerminal(1));
  }

  /** Runs everything and gives the exit code. */
  public int show() throws InterruptedException {
    try {
      Groups groups = new Groups(options.groupRequest());
      // Before the first group is made, not after.
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    console.silence();
                    groups.shutDown();
                  },
                  "close-memory-group"));
      choose(groups);
      return show(groups);
    } catch (IOException e) {
      console.line("The run could not be made: " + e.getMessage());
      return ExitCode.NOT_SHOWN;
    }
  }

  /** What was asked for may not be had of every kind: then all reasons count. */
  private void choose(Groups groups) throws IOException {
    try {
      groups.choose();
    } catch (IOException e) {
      if (options.need() == null) {
        throw e;
      }
      String refusals = String.join("; ", groups.refusals());
      throw new IOException(options.need() + ", and none can be made here: " + refusals, e);
    }
  }

  private int show(Groups groups) throws IOException, InterruptedException {
    console.line("Memory group: " + groups.description());
    if (!groups.limited()) {
      groups.refusals().forEach(refusal -> console.line("  " + refusal));
    }
    Agent agent = new Agent(options.agent(), options.guard());
    console.line("Agent: " + options.agent() + (options.guard() ? ", guard=on" : ""));
    console.line("");
    List<Pair> pairs = new ArrayList<>();
    for (int round = 1; round <= options.rounds(); round++) {
      String prefix = options.rounds() == 1 ? "" : "round " + round + ", ";
      Outcome without = run(groups, prefix + "without the agent", null);
      Outcome with = run(groups, prefix + Report.with(options.guard()), agent);
      Pair pair = new Pair(without, with, groups.limited(), options.guard());
      pairs.add(pair);
      if (options.plain()) {
        Report.plain(round, groups.description(), pair).forEach(System.out::println);
      }
    }
    return close(groups, pairs);
  }

  private Outcome run(Groups groups, String title, Agent agent)
      throws IOException, InterruptedException {
    console.title(title);
    try (MemoryGroup group = groups.open()) {
      Outcome outcome = new Run(group, agent, console).make();
      console.result(
          groups.limited()
              ? Report.deeds(outcome) + more(outcome)
              : "the child stopped at " + Run.CAP_MB + " MB, nobody was killed");
      return outcome;
    }
  }

  private static String more(Outcome outcome) {
    long kills = outcome.unexplainedKills();
    return kills == 0 ? "" : ", and " + kills + " more whose exit nobody saw";
  }

  private int close(Groups groups, List<Pair> pairs) {
    if (!options.plain()) {
      console.line("");
      summary(pairs).forEach(console::line);
      if (!groups.limited()) {
        console.line(
            "Nothing was killed, for the runs had no limit. To see a real kill run this as");
        console.line("root, in a login session of systemd, or on a machine with docker.");
      }
    }
    boolean promised = pairs.stream().allMatch(Pair::promised);
    return promised ? ExitCode.SHOWN : ExitCode.NOT_SHOWN;
  }

  private static List<String> summary(List<Pair> pairs) {
    if (pairs.size() > 1) {
      return List.of(Report.tally(pairs));
    }
    List<String> lines = new ArrayList<>(Report.table(pairs.get(0)));
    lines.add("");
    lines.add(pairs.get(0).verdict());
    return lines;
  }
}
