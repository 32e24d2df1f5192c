package ai.openclaw.oom.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A warm spawn of a tiny static program with long argument lists and large environments. */
final class Sizes implements Bench.Measurement {
  private static final List<Integer> ENTRIES = List.of(1, 10, 100, 1_000, 10_000);
  private static final Set<String> DRAWN =
      Set.of("no agent", "native", "parent", "sh", "sh by hand", "choom by hand");
  private static final int WARM_UP = 3000;
  private static final int SETTLING = 1;
  private static final int ROUNDS = 11;

  @Override
  public void run(Report report) throws Exception {
    try (TinyProgram tiny = new TinyProgram()) {
      List<Way> ways =
          Way.all(tiny.path(), "", "", "").stream()
              .filter(way -> !way.agent().name().contains("FORK"))
              .toList();
      List<Driver> drivers = Driver.all(SizesDriver.class, ways);
      try {
        Driver.warmUp(drivers, WARM_UP);
        for (String kind : List.of("argv", "environment")) {
          report.add(measure(kind, ways, drivers));
        }
      } finally {
        Driver.endAll(drivers);
      }
    }
  }

  private static Table measure(String kind, List<Way> ways, List<Driver> drivers) throws Exception {
    List<String> columns = new ArrayList<>(List.of("way"));
    List<List<Series>> byEntries = new ArrayList<>();
    for (int entries : ENTRIES) {
      columns.add(entries + (entries == 1 ? " entry" : " entries"));
      String order = kind + " " + entries;
      byEntries.add(Rounds.run(drivers, SETTLING, ROUNDS, driver -> driver.tell(order)).get(0));
    }
    Table table =
        new Table(
            "Cost against the size of " + kind,
            String.format(
                "%d rounds of %d spawns, entries of %d bytes; us, and the ratio to the same without"
                    + " an agent: median of paired blocks",
                ROUNDS, SizesDriver.SPAWNS, SizesDriver.ENTRY.length() + 6),
            columns.toArray(String[]::new));
    Plot.Lines lines = new Plot.Lines("entries", "us");
    for (int i = 0; i < ways.size(); i++) {
      Way way = ways.get(i);
      List<String> cells = new ArrayList<>(List.of(way.agent().name()));
      for (int size = 0; size < ENTRIES.size(); size++) {
        Series series = byEntries.get(size).get(i);
        double micros = series.median() / 1e3;
        double ratio = series.over(byEntries.get(size).get(way.base()));
        cells.add(String.format("%.0f, %.2f x", micros, ratio));
        if (DRAWN.contains(way.agent().name())) {
          lines.add(way.agent().name(), ENTRIES.get(size), micros);
        }
      }
      table.row(cells.toArray(String[]::new));
    }
    return table.drawnAs(lines);
  }
}
