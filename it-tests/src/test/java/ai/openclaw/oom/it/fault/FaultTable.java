package ai.openclaw.oom.it.fault;

import static org.junit.jupiter.api.extension.ExtensionContext.Namespace.GLOBAL;

import ai.openclaw.oom.it.Jdk;
import ai.openclaw.oom.it.Places;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What was seen with each fault, by way; printed and stored at the end. */
final class FaultTable implements BeforeAllCallback, AutoCloseable {
  private static final FaultTable ONLY = new FaultTable();

  private final Map<String, Row> rows = new LinkedHashMap<>();

  /** What the agent has said; a cell has the number. */
  private final List<String> notes = new ArrayList<>();

  private record Row(Fault fault, Jdk jdk, String without, Map<Way, String> cells) {}

  /** For the extension, which hands on to the only table. */
  FaultTable() {}

  /** JUnit closes what is in the root's store at the end. */
  @Override
  public void beforeAll(ExtensionContext test) {
    test.getRoot().getStore(GLOBAL).put(FaultTable.class, ONLY);
  }

  static synchronized void begin(Fault fault, Jdk jdk, String without) {
    ONLY.rows.put(fault + " " + jdk, new Row(fault, jdk, without, new EnumMap<>(Way.class)));
  }

  /**
   * Fills a cell.
   *
   * @param lines what the agent has said
   */
  static synchronized void note(Fault fault, Jdk jdk, Way way, String cell, List<String> lines) {
    StringBuilder text = new StringBuilder(cell);
    for (String line : lines) {
      int at = ONLY.notes.indexOf(line);
      if (at < 0) {
        at = ONLY.notes.size();
        ONLY.notes.add(line);
      }
      text.append(" [").append(at + 1).append(']');
    }
    ONLY.rows.get(fault + " " + jdk).cells.put(way, text.toString());
  }

  @Override
  public void close() throws IOException {
    if (rows.isEmpty()) {
      return;
    }
    StringBuilder text = new StringBuilder(line("fault", "made by", "JDK", "without the agent"));
    for (Way way : Way.values()) {
      text.append(cell(way.label));
    }
    for (Row row : rows.values()) {
      text.append('\n')
          .append(line(row.fault.name, row.fault.made, row.jdk.toString(), row.without));
      for (Way way : Way.values()) {
        text.append(cell(row.cells.getOrDefault(way, "NOT RUN")));
      }
    }
    for (int i = 0; i < notes.size(); i++) {
      text.append("\n[").append(i + 1).append("] ").append(notes.get(i));
    }
    String lines = text.toString().replaceAll("(?m) +$", "") + "\n";
    System.out.println(lines);
    Files.writeString(Places.faults(), lines);
  }

  private static String line(String name, String made, String jdk, String without) {
    return String.format("%-44s  %-38s  %-12s  %-36s", name, made, jdk, without);
  }

  private static String cell(String text) {
    return String.format("  %-24s", text);
  }
}
