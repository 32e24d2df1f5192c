package ai.openclaw.oom.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds the table of options in OPTIONS.md against the code. */
class OptionsTableTest {
  private static final Pattern ROW = Pattern.compile("\\| `(\\S+)` \\| (\\S+) \\| (.+) \\|");

  @Test
  void theTableSaysWhatTheCodeDoes() throws IOException {
    List<String> expected = new ArrayList<>();
    for (Options option : Options.values()) {
      String value = option.defaultValue;
      expected.add(option.key + " = " + (value.isEmpty() ? "*empty*" : "`" + value + "`"));
    }
    List<String> written = new ArrayList<>();
    for (String line : table()) {
      Matcher row = ROW.matcher(line);
      assertThat(row).as(line).matches(Matcher::matches);
      written.add(row.group(1) + " = " + row.group(2));
      int number = written.size() - 1;
      if (number < expected.size()) {
        assertNamesWhatIsAllowed(row.group(3), Options.values()[number].allowed());
      }
    }
    assertThat(written).containsExactlyElementsOf(expected);
  }

  private static List<String> table() throws IOException {
    List<String> lines =
        Files.readAllLines(Path.of(System.getProperty("basedir"), "docs/OPTIONS.md"));
    int head = lines.indexOf("| key | default | values |");
    assertThat(head).as("where the table of options is").isNotNegative();
    return lines.subList(head + 2, lines.size()).stream()
        .takeWhile(line -> line.startsWith("|"))
        .toList();
  }

  private static void assertNamesWhatIsAllowed(String cell, String allowed) {
    for (String value : allowed.split(", ")) {
      boolean isWord = !value.contains(" ");
      if (isWord) {
        assertThat(cell.split("[ ,:]+")).contains("`" + value + "`");
      } else {
        assertThat(cell.replace("`", "")).contains(value);
      }
    }
  }
}
