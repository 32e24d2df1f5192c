package ai.openclaw.oom.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;

/**
 * Kills a child, and ends once this JVM's own stderr, a file in its directory, tells so. Given an
 * argument, it interrupts the watch's thread before.
 */
public final class Reported {

  private static final Path STDERR = Paths.get("stderr");

  private Reported() {}

  public static void main(String[] args) throws Exception {
    Process child = new ProcessBuilder("cat").start();
    if (args.length > 0) {
      Thread watch = Watching.thread();
      watch.interrupt();
      while (watch.isInterrupted()) {
        Thread.yield();
      }
    }
    child.destroyForcibly().waitFor();
    while (!said().contains("ended by SIGKILL")) {
      Thread.yield();
    }
  }

  private static String said() throws IOException {
    return new String(Files.readAllBytes(STDERR), "UTF-8");
  }
}
