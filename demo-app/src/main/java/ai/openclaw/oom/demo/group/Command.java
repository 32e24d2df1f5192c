package ai.openclaw.oom.demo.group;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs one of the machine's own commands to its end. */
public final class Command {
  private Command() {}

  /**
   * Gives what the command printed.
   *
   * @throws IOException with its last line if it fails, or if it is missing
   */
  static String output(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
    int code;
    try {
      code = process.waitFor();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted: " + command.get(0), e);
    }
    if (code != 0) {
      throw new IOException(command.get(0) + " ended with " + code + ": " + lastLine(said));
    }
    return said;
  }

  private static String lastLine(String text) {
    return text.substring(text.lastIndexOf('\n') + 1);
  }
}
