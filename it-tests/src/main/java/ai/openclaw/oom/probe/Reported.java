package ai.openclaw.oom.probe;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;

/**
 * Kills a child, and ends once this JVM's own stderr, a file in its directory, tells so. The
 * argument says what comes before.
 */
public final class Reported {
  /** The watch's thread is interrupted. */
  public static final String INTERRUPT = "interrupt";

  /** The child lowers itself, and is raised again. */
  public static final String LOWERED = "lowered";

  /** The child is not killed, and what stderr is to tell follows. */
  public static final String WAITS_FOR = "waits for ";

  private static final Path STDERR = Paths.get("stderr");
  private static final int FLOOR = 910;

  private Reported() {}

  public static void main(String[] args) throws Exception {
    String before = args.length > 0 ? args[0] : "";
    if (before.equals(LOWERED)) {
      kill(lowered());
      return;
    }
    Process child = new ProcessBuilder("cat").start();
    if (before.startsWith(WAITS_FOR)) {
      await(before.substring(WAITS_FOR.length()));
      child.destroy();
      return;
    }
    if (before.equals(INTERRUPT)) {
      Thread watch = Watching.thread();
      watch.interrupt();
      while (watch.isInterrupted()) {
        Thread.yield();
      }
    }
    kill(child);
  }

  private static Process lowered() throws Exception {
    String script = "echo 0 > /proc/self/oom_score_adj; echo $$; read -r end";
    Process child = new ProcessBuilder("sh", "-c", script).start();
    String pid = new BufferedReader(new InputStreamReader(child.getInputStream())).readLine();
    while (Generations.score(pid) < FLOOR) {
      Thread.yield();
    }
    return child;
  }

  private static void kill(Process child) throws Exception {
    child.destroyForcibly().waitFor();
    await("ended by SIGKILL");
  }

  private static void await(String words) throws IOException {
    while (!said().contains(words)) {
      Thread.yield();
    }
  }

  private static String said() throws IOException {
    return new String(Files.readAllBytes(STDERR), "UTF-8");
  }
}
