package ai.openclaw.oom.it.lib;

import ai.openclaw.oom.it.Ci;
import ai.openclaw.oom.it.Jdk;
import ai.openclaw.oom.it.Places;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What lies outside of Maven: programs, and npm's packages. */
final class Needed {

  private static final String SERVER = "@modelcontextprotocol/server-everything@2026.8.31";

  private Needed() {}

  static void programs(Library library, Jdk jdk) {
    for (String program : library.programs) {
      Ci.orSkip(isOnPath(program), library + ": " + program + " is missing");
    }
    // Such a JDK sees the programs of its own root, which has a shell but no browser.
    boolean seesThem = library.programs.isEmpty() || jdk.prefix().isEmpty();
    Ci.orSkip(
        seesThem, library + ": JDK " + jdk + " is there in a root without " + library.programs);
  }

  private static boolean isOnPath(String program) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }

  /** A real MCP server, installed once. */
  static String mcpServer() throws IOException, InterruptedException {
    Path server = Places.npm().resolve("node_modules/.bin/mcp-server-everything");
    if (!Files.isExecutable(server)) {
      File log = Files.createDirectories(Places.npm()).resolve("log").toFile();
      List<String> install =
          List.of(
              "npm", "install", "--no-save", "--no-audit", "--no-fund", "--prefix", ".", SERVER);
      int exit =
          new ProcessBuilder(install)
              .directory(Places.npm().toFile())
              .redirectErrorStream(true)
              .redirectOutput(log)
              .start()
              .waitFor();
      Ci.orSkip(exit == 0, "npm could not install " + SERVER + ", see " + log);
    }
    return server.toString();
  }
}
