package ai.openclaw.oom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each line of the threat model names tests that there are. */
class ThreatModelTest {
  private static final Path ROOT = Path.of(System.getProperty("basedir")).getParent();
  private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+(?:Test|IT))\\.(\\w+)`");

  @Test
  void everyLineIsBackedByTestsThatThereAre() throws IOException {
    List<String> lines =
        Files.readAllLines(ROOT.resolve("SECURITY.md")).stream()
            .filter(line -> line.startsWith("| ") && !line.startsWith("| who "))
            .toList();
    assertThat(lines).hasSizeGreaterThan(10).allMatch(line -> TEST.matcher(line).find());
    for (String line : lines) {
      for (Matcher test = TEST.matcher(line); test.find(); ) {
        assertThat(source(test.group(1)))
            .as(test.group())
            .containsPattern("void " + test.group(2) + "\\(");
      }
    }
  }

  private static String source(String testClass) throws IOException {
    for (String module : List.of("agent", "it-tests", "demo-app")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
        List<Path> found = files.filter(file -> file.endsWith(testClass + ".java")).toList();
        if (!found.isEmpty()) {
          return Files.readString(found.get(0));
        }
      }
    }
    throw new AssertionError("there is no " + testClass);
  }
}
