package ai.openclaw.oom.it.diff;

import java.util.Map;
import org.assertj.core.api.SoftAssertions;

/**
 * How much a verdict may excuse, in thousandths of the spawns. An excuse is meant for few of them,
 * and the generator makes about half as many; without a bound it could grow into the rule unseen.
 */
final class Bounds {
  private static final int REFUSED = 5;
  private static final int TOO_LONG = 5;
  private static final int BEYOND = 10;

  private final Column column;
  private final Verdict verdict;

  Bounds(Column column, Verdict verdict) {
    this.column = column;
    this.verdict = verdict;
  }

  void check(SoftAssertions all) {
    all.assertThat(verdict.children)
        .as("probes that have reported")
        .isGreaterThan(verdict.spawns / 2);
    all.assertThat(verdict.refused)
        .as("refused by the kernel")
        .hasSizeLessThanOrEqualTo(most(column == Column.NATIVE ? 0 : REFUSED));
    all.assertThat(verdict.tooLong)
        .as("too long with the helper's own share")
        .hasSizeLessThanOrEqualTo(most(TOO_LONG));
    if (column.wrapped == 0) {
      all.assertThat(wrapped()).as("wrapped").isZero();
    } else {
      all.assertThat(wrapped()).as("wrapped").isGreaterThanOrEqualTo(share(column.wrapped));
    }
    verdict.cells.forEach((aspect, cell) -> check(all, aspect, cell));
  }

  private void check(SoftAssertions all, String aspect, Verdict.Cell cell) {
    all.assertThat(cell.beyond).as("%s: busy", aspect).isLessThanOrEqualTo(most(BEYOND));
    all.assertThat(cell.allowed)
        .as("%s: the shell's own", aspect)
        .isLessThanOrEqualTo(most(column.mayDiffer(aspect)));
  }

  private int wrapped() {
    return verdict.outcomes.entrySet().stream()
        .filter(outcome -> outcome.getKey().startsWith("WRAPPED"))
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  /** Two more than the share, for the sake of small runs; but none stays none. */
  private int most(int thousandths) {
    return thousandths == 0 ? 0 : 2 + share(thousandths);
  }

  private int share(int thousandths) {
    return verdict.spawns * thousandths / 1000;
  }
}
