package ai.openclaw.oom.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Starts the JVMs that are measured, with the {@code java} that this one was started with. */
final class Jvm {
  private static final Map<Class<?>, Path> FOLDERS = new HashMap<>();

  private Jvm() {}

  static ProcessBuilder builder(List<String> jvmArguments, Class<?> main, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.addAll(jvmArguments);
    command.add("-cp");
    command.add(folderOf(main).toString());
    command.add(main.getName());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    // The JVM would say "Picked up …", and a second agent or a log level would change the figures.
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
    return builder;
  }

  /**
   * Runs to the end.
   *
   * @return what it wrote, stdout and stderr together
   * @throws IOException also if the exit code is not 0
   */
  static String run(List<String> jvmArguments, Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    return run(main.getSimpleName(), builder(jvmArguments, main, arguments));
  }

  /** The same for any program. */
  static String run(String name, ProcessBuilder builder) throws IOException, InterruptedException {
    Process process = builder.redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
    int status = process.waitFor();
    if (status != 0) {
      throw new IOException(name + " ended with " + status + ": " + output);
    }
    return output;
  }

  /** A folder with nothing else in it: an agent's own class must come from the agent's jar. */
  private static synchronized Path folderOf(Class<?> main) throws IOException {
    Path folder = FOLDERS.get(main);
    if (folder == null) {
      folder = Files.createTempDirectory("bench");
      Path file = folder.resolve(main.getName().replace('.', '/') + ".class");
      Files.createDirectories(file.getParent());
      try (InputStream code = main.getResourceAsStream(main.getSimpleName() + ".class")) {
        Files.copy(code, file);
      }
      // In the order of their making, since the JVM deletes them backwards.
      for (Path path = folder;
          !path.equals(file);
          path = path.resolve(path.relativize(file).getName(0))) {
        path.toFile().deleteOnExit();
      }
      file.toFile().deleteOnExit();
      FOLDERS.put(main, folder);
    }
    return folder;
  }
}
