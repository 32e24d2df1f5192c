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
  Table table(String title, String explanation, String unit, double scale) {
    Table table =
        new Table(
            title,
            explanation + "; ratio: of the sets the median (least, most)",
            "way",
            unit,
            "ratio to the same without an agent",
            "ratio to the same with an empty agent",
            "wanted");
    Plot.Bars bars = new Plot.Bars(unit);
    for (int i = 0; i < ways.size(); i++) {
      Way way = ways.get(i);
      int place = i;
      double median = over(set -> set.get(place).median()).median() / scale;
      table.row(
          way.agent().name(),
          String.format("%.0f", median),
          ratio(place, way.base()),
          ratio(place, way.emptyBase()),
          way.wanted());
      bars.add(way.agent().name(), Math.round(median));
    }
    return table.drawnAs(bars);
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
