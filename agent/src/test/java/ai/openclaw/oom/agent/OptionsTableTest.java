package ai.openclaw.oom.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds the README's table of options against the code. */
class OptionsTableTest {
  private static final Pattern ROW = Pattern.compile("\\| `(\\S+)` \\| (\\S+) \\| (.+) \\|");

  @Test
  void theReadmeSaysWhatTheCodeDoes() throws IOException {
    List<String> expected = new ArrayList<>();
    for (Options option : Options.values()) {
      String value = option.defaultValue;
      expected.add(option.key + " = " + (value.isEmpty() ? "*empty*" : "`" + value + "`"));
    }
    List<String> written = new ArrayList<>();
    for (String line : table()) {
      Matcher row = ROW.matcher(line);
      assertTrue(row.matches(), line);
      written.add(row.group(1) + " = " + row.group(2));
      int number = written.size() - 1;
      if (number < expected.size()) {
        assertNamesWhatIsAllowed(row.group(3), Options.values()[number].allowed());
      }
    }
    assertEquals(expected, written);
  }

  private static List<String> table() throws IOException {
    List<String> lines = Files.readAllLines(Path.of(System.getProperty("basedir"), "../README.md"));
    int head = lines.indexOf("| key | default | values |");
    assertTrue(head >= 0, "the README has no table of options");
    return lines.subList(head + 2, lines.size()).stream()
        .takeWhile(line -> line.startsWith("|"))
        .toList();
  }

  private static void assertNamesWhatIsAllowed(String cell, String allowed) {
    for (String value : allowed.split(", ")) {
      boolean isWord = !value.contains(" ");
      assertTrue(
          isWord
              ? Arrays.asList(cell.split("[ ,:]+")).contains("`" + value + "`")
              : cell.replace("`", "").contains(value),
          () -> value + " is missing in: " + cell);
    }
  }
}
