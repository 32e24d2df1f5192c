package ai.openclaw.oom.it.serve;

import ai.openclaw.oom.it.Places;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The demo's {@code serve}, started as a user starts it, on a free port. */
final class ServeRun implements AutoCloseable {
  private final Process process;
  private final BufferedReader said;
  private final List<String> heard = new ArrayList<>();
  private final String address;

  ServeRun(String... options) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command = new ArrayList<>(List.of(java, "-jar", Places.demo().toString()));
    command.addAll(List.of("serve", "--port", "0"));
    command.addAll(List.of(options));
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    said = process.inputReader();
    address = line("Open ");
  }

  /**
   * Waits for a line.
   *
   * @return what follows its beginning
   * @throws IOException if none comes until the end
   */
  String line(String beginning) throws IOException {
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      heard.add(line);
      if (line.startsWith(beginning)) {
        return line.substring(beginning.length());
      }
    }
    throw new IOException("serve ended and said no more than: " + heard);
  }

  /** The page's address, with its key. */
  String address() {
    return address;
  }

  /** Whether it made a memory group. */
  boolean grouped() {
    return heard.stream().noneMatch(line -> line.startsWith("Memory group: none"));
  }

  /** Ends it as Ctrl-C does, and gives its exit code. */
  int end() {
    process.destroy();
    return process.onExit().join().exitValue();
  }

  /** Ends it as Ctrl-C does, and waits until it has tidied up. */
  @Override
  public void close() throws IOException {
    process.destroy();
    process.onExit().join();
    said.close();
  }
}
