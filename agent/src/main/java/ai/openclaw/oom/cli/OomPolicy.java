package ai.openclaw.oom.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Asks systemd what it does when the kernel has killed a process of a unit's. */
final class OomPolicy {
  private static final long PATIENCE_MILLIS = 500;

  private OomPolicy() {}

  /** As {@code systemctl} prints it; null if there is none, or it does not answer in time. */
  static String of(String unit) {
    try {
      Process process =
          new ProcessBuilder("systemctl", "show", "--property=OOMPolicy", "--value", "--", unit)
              .redirectErrorStream(true)
              .start();
      process.getOutputStream().close();
      if (!process.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        return null;
      }
      try (BufferedReader in =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        return process.exitValue() == 0 ? in.readLine() : null;
      }
    } catch (IOException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }
}
