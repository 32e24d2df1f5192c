package ai.openclaw.oom.bench;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;

/**
 * The values that one subject gave, one per round.
 *
 * <p>Two subjects are compared round by round, and the median is taken of the comparisons: what
 * slows the whole machine down for a while slows both sides of a pair.
 */
record Series(double[] values) {
  double median() {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  double least() {
    return Arrays.stream(values).min().orElseThrow();
  }

  double most() {
    return Arrays.stream(values).max().orElseThrow();
  }

  double sum() {
    return Arrays.stream(values).sum();
  }

  /** The median of this series' ratios to another, pair by pair. */
  double over(Series base) {
    return paired(base, (a, b) -> a / b);
  }

  /** The median of this series' differences to another, pair by pair. */
  double minus(Series base) {
    return paired(base, (a, b) -> a - b);
  }

  private double paired(Series base, DoubleBinaryOperator comparison) {
    return new Series(
            IntStream.range(0, values.length)
                .mapToDouble(i -> comparison.applyAsDouble(values[i], base.values[i]))
                .toArray())
        .median();
  }
}
