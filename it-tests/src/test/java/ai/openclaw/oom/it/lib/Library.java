package ai.openclaw.oom.it.lib;

import ai.openclaw.oom.it.Places;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A library that starts processes, and its driver. */
enum Library {
  COMMONS_EXEC("ProcessImpl", "commons-exec", "CommonsExec"),
  ZT_EXEC("ProcessImpl", "zt-exec", "ZtExec"),
  PTY4J("pty4j", "pty4j", "Pty4j"),
  PTY4J_OLDER("pty4j", "pty4j-0.13.0", "Pty4j"),
  NUPROCESS("NuProcess", "nuprocess", "NuProcesses"),
  NUPROCESS_2("NuProcess", "nuprocess-2.0", "NuProcesses"),
  JNR_POSIX("jnr-posix", "jnr-posix", "JnrPosix"),
  JRUBY("jnr-posix", "jruby", "JRuby"),
  JRUBY_10("jnr-posix", "jruby-10", "JRuby"),
  MCP("ProcessImpl", "mcp", "Mcp", "node", "npm"),
  SELENIUM("ProcessImpl", "selenium", "Selenium", "chromium", "chromedriver"),
  PLAYWRIGHT("ProcessImpl", "playwright", "Playwrights", "chromium");

  /** The agent's surface that its spawns come by. */
  final String surface;

  final Path directory;
  final String driver;

  /** The programs that it needs, beyond those that every system has. */
  final List<String> programs;

  Library(String surface, String directory, String driver, String... programs) {
    this.surface = surface;
    this.directory = Places.library(directory);
    this.driver = "ai.openclaw.oom.lib." + driver;
    this.programs = List.of(programs);
  }

  String classPath() {
    return directory.resolve("classes") + ":" + directory.resolve("*");
  }

  /** The oldest JDK that it runs on. */
  int oldest() {
    return this == JRUBY_10 ? 21 : 17;
  }

  /** Chromium sets the scores of its processes itself. */
  boolean startsBrowser() {
    return programs.contains("chromium");
  }

  /** Name and version, as its jar has them. */
  @Override
  public String toString() {
    String name = directory.getFileName().toString().replaceFirst("-[\\d.]+$", "");
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.matches(name + "(-complete|-chrome-driver)?-\\d[\\w.]*\\.jar"))
          .map(file -> file.replace(".jar", "").replaceFirst("-(?=\\d)", " "))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("no jar of " + name + " in " + directory));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
