package ai.openclaw.oom.demo.pressure;

import ai.openclaw.oom.demo.process.Grower;
import ai.openclaw.oom.demo.process.Vitals;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The gateway's role: holds sessions, starts a child as any service does, and answers one line for
 * each line that it is sent.
 *
 * <p>{@code spawn} and {@code grow} give {@code child GATEWAY CHILD HELD_MB} with the {@link
 * Vitals} of both, or {@code gone EXIT_CODE} once the child has ended; {@code ping} gives {@code
 * pong INTACT_SESSIONS}. The first line, unasked, is {@code ready GATEWAY}. It reads the figures
 * itself, so that they are right in a container with pids of its own too.
 */
public final class Gateway {
  static final int SESSIONS = 64;

  /** Heap of a fixed size, every page touched: about 180 MB resident from the first moment on. */
  public static final List<String> JVM_OPTIONS =
      List.of("-Xms140m", "-Xmx140m", "-Xmn8m", "-XX:+AlwaysPreTouch");

  private final BufferedReader in;
  private final PrintStream out;
  private final List<Session> sessions =
      IntStream.range(0, SESSIONS).mapToObj(Session::new).toList();
  private Process child;
  private BufferedReader childOut;

  public Gateway(InputStream in, PrintStream out) {
    this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    this.out = out;
  }

  /** Serves until its input ends. */
  public int serve() throws IOException, InterruptedException {
    say("ready " + self());
    try {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        switch (line) {
          case "spawn" -> spawn();
          case "grow" -> grow();
          case "ping" -> say("pong " + sessions.stream().filter(Session::intact).count());
          default -> say("what? " + line);
        }
      }
    } finally {
      if (child != null) {
        child.destroyForcibly();
      }
    }
    return 0;
  }

  private void spawn() throws IOException, InterruptedException {
    child =
        new ProcessBuilder(Grower.command()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    childOut = child.inputReader(StandardCharsets.UTF_8);
    sayChild();
  }

  private void grow() throws IOException, InterruptedException {
    try {
      child.getOutputStream().write('\n');
      child.getOutputStream().flush();
    } catch (IOException ended) {
      // A child that was killed between two steps: its output has ended as well.
    }
    sayChild();
  }

  private void sayChild() throws IOException, InterruptedException {
    String held = childOut.readLine();
    Vitals vitals = held == null ? null : vitalsOfChild();
    say(vitals == null ? "gone " + child.waitFor() : "child " + self() + " " + vitals + " " + held);
  }

  /** Null if the child died between its answer and our look. */
  private Vitals vitalsOfChild() {
    try {
      return Vitals.read(child.pid());
    } catch (IOException ended) {
      return null;
    }
  }

  private static Vitals self() throws IOException {
    return Vitals.read(ProcessHandle.current().pid());
  }

  private void say(String line) {
    out.println(line);
    out.flush();
  }
}
