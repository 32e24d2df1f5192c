package ai.openclaw.oom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The documents lead where they say, and the first of them is short enough to be read. */
class DocumentsTest {
  private static final Path ROOT = Path.of(System.getProperty("basedir")).getParent();
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

  @Test
  void theReadmeIsShort() throws IOException {
    String readme = Files.readString(ROOT.resolve("README.md"));
    assertThat(readme.strip().split("\\s+")).hasSizeBetween(400, 1200);
  }

  @Test
  void linksLeadSomewhere() throws IOException {
    int links = 0;
    for (Path document : documents()) {
      for (Matcher link = LINK.matcher(Files.readString(document)); link.find(); ) {
        String target = link.group(1);
        if (!target.startsWith("https://")) {
          assertLeadsSomewhere(document, target);
          links++;
        }
      }
    }
    assertThat(links).isGreaterThan(20);
  }

  private static void assertLeadsSomewhere(Path document, String target) throws IOException {
    String[] parts = target.split("#", 2);
    Path file = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]);
    assertThat(file).as("%s: %s", document, target).exists();
    if (parts.length == 2) {
      assertThat(anchors(file)).as("%s: %s", document, target).contains(parts[1]);
    }
  }

  /** As they are made of headings where the project is shown. */
  private static List<String> anchors(Path document) throws IOException {
    return Files.readAllLines(document).stream()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\p{L}\\p{N}_ -]", "").replace(' ', '-'))
        .toList();
  }

  private static List<Path> documents() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .filter(
              file -> !ROOT.relativize(file).toString().matches("(.*/)?(target|node_modules)/.*"))
          .toList();
    }
  }
}
