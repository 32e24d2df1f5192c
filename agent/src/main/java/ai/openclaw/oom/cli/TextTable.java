package ai.openclaw.oom.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Rows of cells under each other; the last cell of a row is as long as it likes. */
final class TextTable {
  private static final String GAP = "  ";

  private final List<String[]> rows = new ArrayList<>();

  TextTable row(Object... cells) {
    String[] texts = new String[cells.length];
    for (int i = 0; i < cells.length; i++) {
      texts[i] = String.valueOf(cells[i]);
    }
    rows.add(texts);
    return this;
  }

  void print(PrintStream out) {
    print("", out);
  }

  void print(String indent, PrintStream out) {
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder(indent);
      for (int i = 0; i < row.length; i++) {
        line.append(row[i]);
        if (i < row.length - 1) {
          for (int length = row[i].length(); length < width(i); length++) {
            line.append(' ');
          }
          line.append(GAP);
        }
      }
      out.println(line);
    }
  }

  private int width(int column) {
    int width = 0;
    for (String[] row : rows) {
      width = column < row.length - 1 ? Math.max(width, row[column].length()) : width;
    }
    return width;
  }
}
