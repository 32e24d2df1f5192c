package ai.openclaw.oom.it.diff;

import ai.openclaw.oom.it.diff.Verdict.Cell;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Prints verdicts, aspect by shim. */
final class Table {
  private static final int FIRST = 26;
  private static final int WIDTH = 30;

  private Table() {}

  static String of(Map<Column, Verdict> verdicts) {
    StringBuilder text = new StringBuilder("\n");
    text.append("= identical   left: to the parent's raise, and identical");
    text.append("   own: the shell's book-keeping\n");
    text.append("busy: what only the kernel knows beforehand   DIFFERENT: see below\n\n");
    row(text, "aspect", verdicts.keySet().stream().map(column -> column.title).toList());
    Set<String> aspects = new LinkedHashSet<>();
    verdicts.values().forEach(verdict -> aspects.addAll(verdict.cells.keySet()));
    for (String aspect : aspects) {
      row(
          text,
          aspect,
          verdicts.values().stream().map(verdict -> cell(verdict.cells.get(aspect))).toList());
    }
    text.append('\n');
    verdicts.forEach((column, verdict) -> summary(text, column, verdict));
    text.append("failures, the same without and with the first of these shims:\n");
    counts(text, verdicts.values().iterator().next().failures);
    return text.toString();
  }

  private static void row(StringBuilder text, String name, Iterable<String> cells) {
    StringBuilder row = new StringBuilder(String.format("%-" + FIRST + "s", name));
    cells.forEach(cell -> row.append(String.format("| %-" + (WIDTH - 2) + "s", cell)));
    text.append(row.toString().stripTrailing()).append('\n');
  }

  private static String cell(Cell cell) {
    if (cell == null) {
      return "";
    }
    StringBuilder text = new StringBuilder("= " + cell.identical);
    if (cell.leftToParent > 0) {
      text.append(" left ").append(cell.leftToParent);
    }
    if (cell.allowed > 0) {
      text.append(" own ").append(cell.allowed);
    }
    if (cell.beyond > 0) {
      text.append(" busy ").append(cell.beyond);
    }
    if (cell.different > 0) {
      text.append(" DIFFERENT ").append(cell.different);
    }
    return text.toString();
  }

  private static void counts(StringBuilder text, Map<String, Integer> counts) {
    counts.forEach((name, n) -> text.append(String.format("  %6d %s%n", n, name)));
  }

  private static void summary(StringBuilder text, Column column, Verdict verdict) {
    int failed = verdict.failures.values().stream().mapToInt(Integer::intValue).sum();
    text.append(
        String.format(
            "%s: %d spawns, %d fail in the same %d ways; %d children, %d of them at the target%n",
            column.title,
            verdict.spawns,
            failed,
            verdict.failures.size(),
            verdict.children,
            verdict.raised));
    counts(text, verdict.outcomes);
    if (!verdict.differences.isEmpty()) {
      text.append("  DIFFERENT (").append(verdict.differences.size()).append("):\n");
      counts(text, verdict.kindsOfDifference);
      text.append("  e.g.\n").append(verdict.differences.get(0));
    }
    if (!verdict.tooLong.isEmpty()) {
      text.append("  left to the parent, because only the helper's own share is too long: ");
      text.append(verdict.tooLong.size()).append('\n');
    }
    if (!verdict.refused.isEmpty()) {
      text.append(
          "  refused by the kernel, for children not dumpable, of a JVM that is not root: ");
      text.append(verdict.refused.size()).append('\n');
    }
    verdict.unraised.stream().limit(5).forEach(child -> text.append("  not raised:\n" + child));
    verdict.unwrapped.stream().limit(5).forEach(child -> text.append("  not wrapped:\n" + child));
  }
}
