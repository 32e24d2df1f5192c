package ai.openclaw.oom.cli;

import ai.openclaw.oom.assembly.Explained;
import ai.openclaw.oom.assembly.Options;
import ai.openclaw.oom.log.Log;
import ai.openclaw.oom.spawn.Outcome;
import ai.openclaw.oom.spawn.Plan;
import ai.openclaw.oom.spawn.Request;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.cli.CommandLine;

/** {@code explain}: what the agent would do with a command, and why. */
final class ExplainVerb extends Verb {
  private static final String DIR = "dir";
  private static final String ENV = "env";

  /** In the order of the decision; HOW.md has the same. */
  private static final String[] RULES = {
    "not Linux, enabled=false, or an empty command",
    "the environment opts out",
    "exclude matches, or include does not",
    "argv raises itself already",
    "the own score is at or above the target",
    "the command would fail to start",
    "a shim can carry the spawn without a visible change",
    "otherwise left alone, and raised from the parent",
  };

  ExplainVerb() {
    super(
        "explain",
        "[--dir DIR] [--env NAME=VALUE]... [--json] [key=value,...] -- COMMAND [ARGUMENT]...",
        "what the agent would do with a command here and now, and which rule decides",
        "Environment, directory and JDK are those of this call, as far as they are not given. Nothing",
        "is started.",
        "",
        "JSON: an object with command, outcome, because, rule, notHeld, target, starts, environment.",
        "",
        "Exit code: 0 the child would be raised, 1 it would not, 2 wrong usage.",
        "",
        "Examples:",
        "  " + Help.PROGRAM + " explain -- node server.js",
        "  " + Help.PROGRAM + " explain exclude=node:npm,score=900 -- node server.js");
  }

  @Override
  org.apache.commons.cli.Options options() {
    return new org.apache.commons.cli.Options()
        .addOption(valued(DIR, "DIR", "the child's working directory"))
        .addOption(valued(ENV, "NAME=VALUE", "a variable of the child's environment"))
        .addOption(json());
  }

  @Override
  boolean takesCommand() {
    return true;
  }

  @Override
  int run(CommandLine line, Surroundings around) throws WrongUsage {
    if (around.command.isEmpty()) {
      throw new WrongUsage("no command: it follows --");
    }
    String arguments = String.join(",", line.getArgList());
    List<String> problems = Options.problems(arguments);
    if (!problems.isEmpty()) {
      throw new WrongUsage(problems.get(0));
    }
    Log.setLevel("off");
    Map<String, String> environment = new HashMap<>(around.environment);
    String[] changes = line.getOptionValues(ENV);
    for (String change : changes == null ? new String[0] : changes) {
      int equals = change.indexOf('=');
      if (equals <= 0) {
        throw new WrongUsage("--env: not NAME=VALUE: " + change);
      }
      environment.put(change.substring(0, equals), change.substring(equals + 1));
    }
    Request request =
        new Request(
            around.command.toArray(new String[0]),
            environment,
            changes == null,
            line.getOptionValue(DIR),
            true);
    Explained explained = new Explained(arguments, around.jar, request);
    Map<String, Object> told = told(explained, around.command);
    if (line.hasOption(JSON)) {
      around.out.println(Json.of(told));
    } else {
      print(told, around);
    }
    Outcome outcome = explained.plan.outcome();
    return outcome.isRaise() || outcome == Outcome.ALREADY_WRAPPED
        ? ExitCode.DONE
        : ExitCode.LIMITED;
  }

  private static Map<String, Object> told(Explained explained, List<String> command) {
    Plan plan = explained.plan;
    int rule = rule(plan.outcome());
    List<String> notHeld = new ArrayList<>();
    for (int i = 1; i < rule; i++) {
      notHeld.add(i + " " + RULES[i - 1]);
    }
    if (plan.isRelayed()) {
      // Ahead of jspawnhelper the helper need not know the command.
      notHeld.set(5, "6 " + RULES[5] + ": left to the JDK to find out");
    }
    if (rule == RULES.length && plan.reason() != null) {
      notHeld.set(rule - 2, notHeld.get(rule - 2) + ": " + plan.reason());
    }
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("command", Quoted.forShell(command));
    told.put("outcome", plan.outcome());
    told.put("because", rule == 1 ? RULES[0] : plan.outcome().why());
    told.put("rule", rule + " " + RULES[rule - 1]);
    told.put("notHeld", notHeld);
    told.put("target", plan.outcome().isRaise() ? explained.target : null);
    told.put("starts", starts(explained, command));
    told.put("environment", changes(plan));
    return told;
  }

  private static int rule(Outcome outcome) {
    switch (outcome) {
      case EMPTY_COMMAND:
        return 1;
      case OPTED_OUT:
        return 2;
      case EXCLUDED:
      case NOT_INCLUDED:
        return 3;
      case ALREADY_WRAPPED:
        return 4;
      case INHERITED:
        return 5;
      case WOULD_NOT_START:
        return 6;
      case WRAPPED_SH:
      case WRAPPED_NATIVE:
        return 7;
      default:
        return RULES.length;
    }
  }

  private static String starts(Explained explained, List<String> command) {
    Plan plan = explained.plan;
    if (plan.changesArgv()) {
      return Quoted.forShell(Arrays.asList(plan.argv()));
    }
    return Quoted.forShell(command)
        + (plan.isRelayed() ? ", with " + explained.helper + " ahead of jspawnhelper" : "");
  }

  private static List<String> changes(Plan plan) {
    List<String> changes = new ArrayList<>();
    for (Map.Entry<String, String> change : plan.environmentChanges().entrySet()) {
      boolean isTaken = change.getValue() == null;
      changes.add(isTaken ? "without " + change.getKey() : "with " + change.getKey());
    }
    return changes;
  }

  private static void print(Map<String, Object> told, Surroundings around) {
    TextTable table = new TextTable();
    for (Map.Entry<String, Object> line : told.entrySet()) {
      String name = line.getKey().equals("notHeld") ? "not held" : line.getKey();
      if (line.getValue() instanceof List) {
        for (Object value : (List<?>) line.getValue()) {
          table.row(name, value);
          name = "";
        }
      } else if (line.getValue() != null) {
        table.row(name, line.getValue());
      }
    }
    table.print(around.out);
  }
}
