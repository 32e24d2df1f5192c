package ai.openclaw.oom.demo.serve.watch;

import java.util.Comparator;
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
  /** The kernel's order. */
  static final Comparator<ProcessRow> NEXT_FIRST =
      Comparator.comparingLong((ProcessRow row) -> row.badnessKb()).reversed();

  static ProcessTable read(Accounting accounting, Names names) {
    List<Long> pids = accounting.pids();
    names.keep(pids);
    return new ProcessTable(
        pids.stream()
            .flatMap(pid -> ProcessRow.read(pid, accounting.totalKb(), names).stream())
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

  /** The next victim first, and so on. */
  List<ProcessRow> ranked() {
    return rows.stream().sorted(NEXT_FIRST).toList();
  }

  Optional<ProcessRow> row(long pid) {
    return rows.stream().filter(row -> row.pid() == pid).findFirst();
  }

  /** Whether a process's parent is gone, so that another one has adopted it. */
  boolean isReparented(ProcessRow row, long gateway) {
    return row.pid() != gateway && row(row.parent()).isEmpty();
  }

  /** Whether one process is among what came of the other. */
  boolean isBelow(ProcessRow row, long ancestor) {
    Optional<ProcessRow> parent = row(row.parent());
    for (int steps = rows.size(); parent.isPresent() && steps > 0; steps--) {
      if (parent.get().pid() == ancestor) {
        return true;
      }
      parent = row(parent.get().parent());
    }
    return false;
  }
}
