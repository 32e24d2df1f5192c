package ai.openclaw.oom.it.diff;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What one column saw with the agent, held against what was seen without it. */
final class Verdict {

  /** How one aspect came out, in numbers of processes, or of spawns that fail. */
  static final class Cell {
    int identical;
    int leftToParent;
    int allowed;
    int beyond;
    int different;
  }

  /** By aspect. */
  final Map<String, Cell> cells = new LinkedHashMap<>();

  /** How often the agent said what. */
  final Map<String, Integer> outcomes = new TreeMap<>();

  /** How often which failure was the same with the agent. */
  final Map<String, Integer> failures = new TreeMap<>();

  /** Differences beyond what is allowed, each with the spawn that shows it. */
  final List<String> differences = new ArrayList<>();

  /** Which aspects differ together, and how often. */
  final Map<String, Integer> kindsOfDifference = new TreeMap<>();

  /** Children whose score is not the target. */
  final List<String> unraised = new ArrayList<>();

  /** Children that the kernel lets no unprivileged parent raise, and that no shim carried. */
  final List<String> refused = new ArrayList<>();

  /** Under {@code native}: what started without the helper. */
  final List<String> unwrapped = new ArrayList<>();

  /** Under {@code native}: argument lists that just fit, but not with the helper's own share. */
  final List<String> tooLong = new ArrayList<>();

  int spawns;
  int children;
  int raised;

  private final Column column;

  Verdict(Column column) {
    this.column = column;
  }

  /** Adds one spawn. */
  void compare(Spawn spawn, JvmKind kind, Map<String, String> without, Map<String, String> with) {
    Pair pair = new Pair(column, spawn, kind, without, with);
    spawns++;
    pair.plans().forEach(plan -> outcomes.merge(plan, 1, Integer::sum));
    aspects(pair);
    scores(pair);
  }

  private void aspects(Pair pair) {
    StringBuilder found = new StringBuilder();
    Set<String> differing = new LinkedHashSet<>();
    for (Pair.Sight sight : pair.sights()) {
      Cell cell = cells.computeIfAbsent(sight.aspect(), aspect -> new Cell());
      if (sight.isSame()) {
        count(cell, pair, sight);
      } else if (pair.allows(sight)) {
        cell.allowed++;
      } else if (pair.isBeyondShells()) {
        cell.beyond++;
      } else {
        cell.different++;
        differing.add(sight.aspect());
        found.append(sight);
      }
    }
    if (!differing.isEmpty()) {
      differences.add(pair.toString() + found);
      kindsOfDifference.merge(String.join(", ", differing), 1, Integer::sum);
    }
  }

  private void count(Cell cell, Pair pair, Pair.Sight sight) {
    if (pair.plan(sight.stage()).startsWith("LEFT_TO_PARENT")) {
      cell.leftToParent++;
    } else {
      cell.identical++;
    }
    if (sight.aspect().equals(Record.FAILURE) && !sight.with().equals(Record.NO_FAILURE)) {
      failures.merge(pair.sortOfFailure(), 1, Integer::sum);
    }
  }

  private void scores(Pair pair) {
    for (int stage = 0; stage < pair.startedStages(); stage++) {
      if (column == Column.NATIVE && !pair.isWrapped(stage) && !pair.isSelf(stage)) {
        (pair.hardlyFits(stage) ? tooLong : unwrapped).add(pair.toString());
      }
      String score = pair.score(stage);
      if (score == null) {
        continue;
      }
      children++;
      if (pair.isRaised(stage)) {
        raised++;
      } else if (pair.mayBeRefused(stage)) {
        refused.add(pair.toString());
      } else {
        unraised.add(pair + "    process " + stage + " has score " + score + '\n');
      }
    }
  }
}
