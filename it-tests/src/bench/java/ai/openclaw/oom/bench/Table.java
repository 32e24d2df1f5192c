package ai.openclaw.oom.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a measurement found: figures in rows, and how they are drawn. */
final class Table {
  private final String title;
  private final String explanation;
  private final List<List<String>> lines = new ArrayList<>();
  private Plot plot;

  /**
   * @param explanation how often was measured, and what a figure is the median of
   */
  Table(String title, String explanation, String... columns) {
    this.title = title;
    this.explanation = explanation;
    lines.add(List.of(columns));
  }

  void row(String... cells) {
    lines.add(List.of(cells));
  }

  Table drawnAs(Plot chosen) {
    plot = chosen;
    return this;
  }

  String title() {
    return title;
  }

  /** May be null. */
  Plot plot() {
    return plot;
  }

  /** For a terminal: columns one below the other. */
  String asText() {
    StringBuilder text = new StringBuilder(title + "\n" + explanation + "\n");
    for (List<String> line : lines) {
      text.append(' ');
      for (int column = 0; column < line.size(); column++) {
        String cell = line.get(column);
        text.append(' ').append(cell).append(" ".repeat(width(column) - cell.length() + 1));
      }
      while (text.charAt(text.length() - 1) == ' ') {
        text.setLength(text.length() - 1);
      }
      text.append('\n');
    }
    return text.toString();
  }

  private int width(int column) {
    return lines.stream().mapToInt(line -> line.get(column).length()).max().orElseThrow();
  }

  String asMarkdown() {
    StringBuilder text = new StringBuilder("### " + title + "\n\n" + explanation + "\n\n");
    text.append(row(lines.get(0)));
    text.append(row(lines.get(0).stream().map(column -> "---").toList()));
    lines.stream().skip(1).map(Table::row).forEach(text::append);
    return text.toString();
  }

  private static String row(List<String> cells) {
    return cells.stream()
        .map(cell -> cell.replace("|", "\\|"))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
