package ai.openclaw.oom.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Prints tables as they come, and keeps them as Markdown beside their plots. */
final class Report {
  private static final Path FOLDER = Path.of("it-tests/target/bench");

  private final StringBuilder markdown = new StringBuilder("# What it costs: the figures\n");

  Report(String machine) {
    System.out.println(machine);
    markdown.append('\n').append(machine).append('\n');
  }

  void heading(String name) {
    System.out.printf("%n== %s%n", name);
    markdown.append("\n## ").append(name).append('\n');
  }

  void add(Table table) throws IOException {
    System.out.println(table.asText());
    markdown.append('\n').append(table.asMarkdown());
    if (table.plot() != null) {
      String name = table.title().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-") + ".svg";
      Files.createDirectories(FOLDER);
      table.plot().write(table.title(), FOLDER.resolve(name));
      markdown.append("\n![").append(table.title()).append("](").append(name).append(")\n");
    }
    // As they come: a run that is broken off has not been in vain.
    Files.createDirectories(FOLDER);
    Files.writeString(FOLDER.resolve("REPORT.md"), markdown);
  }
}
