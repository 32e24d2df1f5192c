package ai.openclaw.oom.demo.serve.watch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The gateway and all that came of it, at one moment.
 *
 * @param rows in no order
 */
public record ProcessTable(List<ProcessRow> rows) {

  /** A row, and how many of its ancestors are in the table. */
  record Placed(ProcessRow row, int depth) {}

  static ProcessTable read(Accounting accounting) {
    return new ProcessTable(
        accounting.pids().stream()
            .flatMap(pid -> ProcessRow.read(pid, accounting.totalKb()).stream())
            .toList());
  }

  /** Whom the kernel would kill now. */
  Optional<ProcessRow> nextVictim() {
    return rows.stream()
        .filter(ProcessRow::canBeKilled)
        .max(Comparator.comparingLong(ProcessRow::badnessKb));
  }

  /** Rows of which a later table knows nothing. */
  List<ProcessRow> goneIn(ProcessTable later) {
    Set<Long> alive = later.rows.stream().map(ProcessRow::pid).collect(Collectors.toSet());
    return rows.stream().filter(row -> !alive.contains(row.pid())).toList();
  }

  /** Children below their parents. What lost its parent comes last, as a root of its own. */
  List<Placed> asTree() {
    Set<Long> known = new HashSet<>();
    rows.forEach(row -> known.add(row.pid()));
    List<Placed> tree = new ArrayList<>();
    rows.stream()
        .filter(row -> !known.contains(row.parent()))
        .sorted(Comparator.comparingLong(ProcessRow::pid))
        .forEach(root -> place(root, 0, tree));
    return tree;
  }

  private void place(ProcessRow row, int depth, List<Placed> tree) {
    tree.add(new Placed(row, depth));
    rows.stream()
        .filter(child -> child.parent() == row.pid())
        .sorted(Comparator.comparingLong(ProcessRow::pid))
        .forEach(child -> place(child, depth + 1, tree));
  }
}
