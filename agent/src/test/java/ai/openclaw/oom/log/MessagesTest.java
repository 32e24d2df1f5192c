package ai.openclaw.oom.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the list of lines in TROUBLESHOOTING.md against the code that says them. */
class MessagesTest {
  private static final Path AGENT = Path.of(System.getProperty("basedir"));
  private static final Pattern CALL =
      Pattern.compile(
          "\\b(?:Log\\.(?:errorOnce|warn|info)|OomAgent\\.complain)\\((.*?)\\);", Pattern.DOTALL);
  private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern ROW = Pattern.compile("\\| `(.+?)` \\| (.+) \\|");

  /** A line's words between what varies; shorter ones say nothing of their own. */
  private static final int TELLING = 12;

  @Test
  void eachLineIsListed() throws IOException {
    String listed = String.join("\n", rows());
    List<String> said = new ArrayList<>();
    for (String source : sources()) {
      for (Matcher call = CALL.matcher(source); call.find(); ) {
        for (Matcher text = LITERAL.matcher(joined(call.group(1))); text.find(); ) {
          if (text.group(1).length() >= TELLING) {
            said.add(text.group(1));
          }
        }
      }
    }
    assertThat(said).hasSizeGreaterThan(20).allSatisfy(text -> assertThat(listed).contains(text));
  }

  @Test
  void eachListedLineIsInTheCode() throws IOException {
    String all = joined(String.join("\n", sources()));
    for (String row : rows()) {
      assertThat(Stream.of(row.split("…")).map(String::strip).filter(part -> part.length() > 3))
          .as(row)
          .isNotEmpty()
          .allSatisfy(part -> assertThat(all.contains(part)).as(part).isTrue());
    }
  }

  /** What stands on several lines of a source, as one. */
  private static String joined(String source) {
    return source.replaceAll("\"\\s*\\+\\s*\"", "");
  }

  private static List<String> sources() throws IOException {
    try (Stream<Path> files = Files.walk(AGENT.resolve("src/main/java"))) {
      return files
          .filter(file -> file.toString().endsWith(".java") && !file.toString().contains("/cli/"))
          .map(MessagesTest::read)
          .toList();
    }
  }

  private static List<String> rows() throws IOException {
    List<String> lines = Files.readAllLines(AGENT.resolve("docs/TROUBLESHOOTING.md"));
    int head = lines.indexOf("## What the agent says");
    assertThat(head).as("where the lines are listed").isNotNegative();
    List<String> rows = new ArrayList<>();
    for (String line : lines.subList(head, lines.size())) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        rows.add(row.group(1));
      }
    }
    return rows;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
