package ai.openclaw.oom.it.lib;

import static org.junit.jupiter.api.extension.ExtensionContext.Namespace.GLOBAL;

import ai.openclaw.oom.it.Jdk;
import ai.openclaw.oom.it.Places;
import java.io.IOException;
import java.nio.file.Files;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The scores that were read, by surface, library and JDK; printed and stored at the end. */
final class Table implements BeforeAllCallback, AutoCloseable {

  private static final Table ONLY = new Table();

  private final List<Jdk> jdks = LibraryRun.jdks();
  private final Map<Library, Map<String, Map<Jdk, String>>> rows = new EnumMap<>(Library.class);

  /** For the extension, which hands on to the only table. */
  Table() {}

  /** JUnit closes what is in the root's store at the end. */
  @Override
  public void beforeAll(ExtensionContext test) {
    test.getRoot().getStore(GLOBAL).put(Table.class, ONLY);
  }

  static synchronized void note(Library library, String way, Jdk jdk, String cell) {
    ONLY.rows
        .computeIfAbsent(library, key -> new TreeMap<>())
        .computeIfAbsent(way, key -> new HashMap<>())
        .put(jdk, cell);
  }

  @Override
  public void close() throws IOException {
    StringBuilder text = new StringBuilder(head("surface", "library", "shim"));
    jdks.forEach(jdk -> text.append(cell("JDK " + jdk)));
    rows.forEach(
        (library, ways) ->
            ways.forEach(
                (way, cells) -> {
                  text.append('\n').append(head(library.surface, library.toString(), way));
                  jdks.forEach(jdk -> text.append(cell(cells.getOrDefault(jdk, "NOT RUN"))));
                }));
    String lines = text.toString().replaceAll("(?m) +$", "") + "\n";
    System.out.println(lines);
    Files.writeString(Places.libraries(), lines);
  }

  private static String head(String surface, String library, String way) {
    return String.format("%-11s  %-29s  %-12s", surface, library, way);
  }

  private static String cell(String text) {
    return String.format("  %-40s", text);
  }
}
