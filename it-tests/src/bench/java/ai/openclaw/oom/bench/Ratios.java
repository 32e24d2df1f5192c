package ai.openclaw.oom.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What several sets of JVMs gave, as a table: for each way its value and its ratio to the two
 * bases. Two JVMs that do the very same differ, so the least and the most of the sets stand beside
 * it.
 */
final class Ratios {
  private final List<Way> ways;
  private final List<List<Series>> sets = new ArrayList<>();

  Ratios(List<Way> ways) {
    this.ways = ways;
  }

  /**
   * @param set the series of each way
   */
  void add(List<Series> set) {
    sets.add(set);
  }

  /**
   * @param unit what the values are printed in
   * @param scale how many of a value are one of the unit
   */
  void print(String unit, double scale) {
    for (int i = 0; i < ways.size(); i++) {
      Way way = ways.get(i);
      int place = i;
      Series medians = over(set -> set.get(place).median());
      System.out.printf(
          "  %-20s %5.0f %s   %-42s %-44s %s%n",
          way.agent().name(),
          medians.median() / scale,
          unit,
          ratio(place, way.base()),
          ratio(place, way.emptyBase()),
          way.wanted());
    }
  }

  private String ratio(int place, int base) {
    Series ratios = over(set -> set.get(place).over(set.get(base)));
    return String.format(
        "%.3f x %s (%.3f, %.3f)",
        ratios.median(), ways.get(base).agent().name(), ratios.least(), ratios.most());
  }

  private Series over(ToDoubleFunction<List<Series>> figure) {
    return new Series(sets.stream().mapToDouble(figure).toArray());
  }
}
