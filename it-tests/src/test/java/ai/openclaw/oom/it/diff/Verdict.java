package ai.openclaw.oom.it.diff;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;

/** Compares what one column saw with and without the agent. */
final class Verdict {
  private static final String TARGET = "1000";
  private static final String FAILED_WITH_SHIM = "the start failed with the shim";
  private static final String REPORTED = "\t" + Record.SCORE_AT_MAIN;
  private static final Set<String> NO_ASPECTS =
      Set.of(Record.SCORE, Record.SCORE_AT_MAIN, Record.AGENT);

  /** How one aspect came out. */
  static final class Cell {
    int identical;
    int leftToParent;
    int allowed;
    int different;
  }

  final Map<String, Cell> cells = new LinkedHashMap<>();
  final Map<String, Integer> outcomes = new TreeMap<>();

  /** Which aspects differ together, and how often. */
  final Map<String, Integer> kindsOfDifference = new TreeMap<>();

  /** Differences beyond what is allowed, each with the spawn that shows it. */
  final List<String> differences = new ArrayList<>();

  /** Children whose score is not the target, each with its outcome. */
  final List<String> unraised = new ArrayList<>();

  /** Under {@code native}: what started without the helper. */
  final List<String> unwrapped = new ArrayList<>();

  /** Children that the kernel lets no unprivileged parent raise, and no shim was asked to. */
  final List<String> refused = new ArrayList<>();

  int spawns;
  int failed;
  int children;
  int raised;

  private final Column column;
  private final List<JvmKind> kinds;
  private final IntFunction<Spawn> spawnOf;

  Verdict(Column column, List<JvmKind> kinds, IntFunction<Spawn> spawnOf) {
    this.column = column;
    this.kinds = kinds;
    this.spawnOf = spawnOf;
  }

  void compare(Map<Integer, Map<String, String>> without, Map<Integer, Map<String, String>> with) {
    Set<Integer> indices = new LinkedHashSet<>(without.keySet());
    indices.addAll(with.keySet());
    for (int index : indices) {
      compare(index, without.getOrDefault(index, Map.of()), with.getOrDefault(index, Map.of()));
    }
  }

  private void compare(int index, Map<String, String> without, Map<String, String> with) {
    spawns++;
    if (!"none".equals(with.get("0\tfailure"))) {
      failed++;
    }
    Spawn spawn = spawnOf.apply(index);
    JvmKind kind = kinds.get(index % kinds.size());
    List<String> plans = plans(with.getOrDefault("0\t" + Record.AGENT, ""));
    plans.forEach(plan -> outcomes.merge(plan, 1, Integer::sum));
    Set<String> keys = new LinkedHashSet<>(without.keySet());
    keys.addAll(with.keySet());
    StringBuilder found = new StringBuilder();
    Set<String> differing = new LinkedHashSet<>();
    for (String key : keys) {
      int tab = key.indexOf('\t');
      String aspect = key.substring(tab + 1);
      if (NO_ASPECTS.contains(aspect)) {
        continue;
      }
      int stage = Integer.parseInt(key.substring(0, tab));
      boolean bothReport =
          without.containsKey(stage + REPORTED) == with.containsKey(stage + REPORTED);
      if (!bothReport && !(without.containsKey(key) && with.containsKey(key))) {
        // Told once, by the aspects "failure" and "started".
        continue;
      }
      String plan = stage < plans.size() ? plans.get(stage) : "";
      String a = without.getOrDefault(key, "absent");
      String b = with.getOrDefault(key, "absent");
      Cell cell = cells.computeIfAbsent(aspect, x -> new Cell());
      boolean plain = kind.pathIsPlain() && !spawn.stages().get(stage).variables().touchPath();
      if (a.equals(b)) {
        if (plan.startsWith("LEFT_TO_PARENT")) {
          cell.leftToParent++;
        } else {
          cell.identical++;
        }
      } else if (plan.startsWith("WRAPPED") && column.allows(aspect, a, b, plain)) {
        cell.allowed++;
      } else {
        cell.different++;
        differing.add(aspect);
        found.append("    ").append(stage).append(' ').append(aspect);
        found
            .append("\n      without: ")
            .append(a)
            .append("\n      with:    ")
            .append(b)
            .append('\n');
      }
    }
    String description =
        "  in JVM \"" + kind.name() + "\": " + spawn + "\n    agent: " + plans + "\n";
    if (found.length() > 0) {
      differences.add(description + found);
      kindsOfDifference.merge(String.join(", ", differing), 1, Integer::sum);
    }
    scores(spawn, kind, plans, with, description);
  }

  private void scores(
      Spawn spawn, JvmKind kind, List<String> plans, Map<String, String> with, String description) {
    for (int stage = 0; with.containsKey(stage + "\tstarted"); stage++) {
      String plan = stage < plans.size() ? plans.get(stage) : "";
      String command = spawn.stages().get(stage).command().get(0);
      if (column == Column.NATIVE && !plan.equals(column.outcome) && !isSelf(command)) {
        unwrapped.add(description);
      }
      String score = with.get(stage + "\t" + Record.SCORE);
      if (score == null) {
        continue;
      }
      children++;
      boolean wrapped = plan.startsWith("WRAPPED");
      boolean atOnce = TARGET.equals(with.get(stage + "\t" + Record.SCORE_AT_MAIN));
      if (TARGET.equals(score) && (atOnce || !wrapped)) {
        raised++;
      } else if (!wrapped && kind.needsRoot() && command.endsWith("/setuid/probe")) {
        refused.add(description);
      } else {
        unraised.add(description + "    score " + score + (atOnce ? "" : ", late") + "\n");
      }
    }
  }

  /** Which is somebody else for a shim than for the JDK's child. */
  private static boolean isSelf(String command) {
    return command.equals("/proc/self/exe") || command.endsWith("/links/self");
  }

  /** The last plan for each stage: one that failed with a shim is followed by one without. */
  private static List<String> plans(String words) {
    List<String> plans = new ArrayList<>();
    for (String line : words.split("\\\\x0a")) {
      if (line.endsWith(FAILED_WITH_SHIM) && !plans.isEmpty()) {
        plans.set(plans.size() - 1, line);
      } else if (!line.isEmpty()) {
        plans.add(line);
      }
    }
    return plans;
  }
}
