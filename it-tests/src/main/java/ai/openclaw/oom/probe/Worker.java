package ai.openclaw.oom.probe;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** A child that lives beside others, and returns what it is sent, whatever happens to them. */
final class Worker {
  private final Process child;
  private final BufferedReader echo;

  Worker() throws IOException {
    child = new ProcessBuilder("cat").start();
    echo =
        new BufferedReader(
            new InputStreamReader(child.getInputStream(), StandardCharsets.US_ASCII));
  }

  void send(String line) throws IOException {
    child.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
    child.getOutputStream().flush();
  }

  /** The next line that it returns. */
  String receive() throws IOException {
    return echo.readLine();
  }

  /** Lets it end; false if it had more to say, or ends otherwise than with 0. */
  boolean isComplete() throws Exception {
    child.getOutputStream().close();
    return echo.read() < 0 && child.waitFor() == 0;
  }

  /** Ends it by SIGTERM, and gives its exit code. */
  int cancel() throws InterruptedException {
    child.destroy();
    return child.waitFor();
  }
}
