package ai.openclaw.oom.demo.pressure;

import ai.openclaw.oom.demo.group.MemoryGroup;
import ai.openclaw.oom.demo.process.Agent;
import ai.openclaw.oom.demo.process.GuardKill;
import ai.openclaw.oom.demo.process.Jvm;
import ai.openclaw.oom.demo.process.Lines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A {@link Gateway} seen from outside: starts it in a group, asks it, hears of its end. */
public final class GatewayProcess {
  private static final Set<String> WORDS = Set.of("ready", "child", "gone", "pong", "exit");
  private static final String END = "end of output";
  private static final int PATIENCE_SECONDS = 60;
  private static final int PATIENCE_WITH_AGENT_SECONDS = 10;

  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final CompletableFuture<GuardKill> guardKill = new CompletableFuture<>();
  private final Consumer<String> aside;
  private final Process process;

  /**
   * Starts the gateway.
   *
   * @param agent {@code null} for the run without it
   * @param aside takes what the gateway prints beside its answers; called by other threads
   */
  GatewayProcess(MemoryGroup group, Agent agent, Consumer<String> aside) throws IOException {
    this.aside = aside;
    List<String> options = new ArrayList<>(Gateway.JVM_OPTIONS);
    if (agent != null) {
      options.add(agent.option());
    }
    ProcessBuilder builder =
        new ProcessBuilder(Jvm.command("gateway", options.toArray(String[]::new)));
    Jvm.cleanEnvironment(builder);
    process = group.start(builder);
    Lines.listen(
        "gateway-output",
        process.inputReader(StandardCharsets.UTF_8),
        this::hear,
        () -> heard.add(END));
    Lines.listen(
        "gateway-errors",
        process.errorReader(StandardCharsets.UTF_8),
        this::overhear,
        () -> guardKill.complete(null));
  }

  private void overhear(String line) {
    GuardKill.read(line).ifPresent(guardKill::complete);
    aside.accept(line);
  }

  private void hear(String line) {
    // A JVM prints some of its warnings on stdout.
    if (WORDS.contains(line.split(" ", 2)[0])) {
      heard.add(line);
    } else {
      aside.accept(line);
    }
  }

  /**
   * Says a line to the gateway and gives its answer, or {@code exit CODE} if it has ended.
   *
   * @throws IOException if neither comes within a minute, or its holder ended with it
   */
  String ask(String line) throws IOException, InterruptedException {
    try {
      process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException ended) {
      // What it said of its end is still to be heard.
    }
    return answer();
  }

  /**
   * The guard's first kill, {@code null} for none.
   *
   * @param isDue whether there must have been one: the agent tells of it a moment after the victim
   *     is gone
   */
  GuardKill guardKill(boolean isDue) {
    return isDue
        ? guardKill.completeOnTimeout(null, PATIENCE_WITH_AGENT_SECONDS, TimeUnit.SECONDS).join()
        : guardKill.getNow(null);
  }

  /** The next line of the gateway, as {@link #ask} gives it. */
  String answer() throws IOException, InterruptedException {
    String line = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (line == null) {
      throw new IOException("the gateway gave no answer for " + PATIENCE_SECONDS + " s");
    }
    if (line.equals(END)) {
      throw new IOException("the gateway could not be run in the memory group");
    }
    return line;
  }
}
