package ai.openclaw.oom.demo.serve;

import ai.openclaw.oom.demo.group.MemoryGroup;
import ai.openclaw.oom.demo.pressure.Gateway;
import ai.openclaw.oom.demo.process.Agent;
import ai.openclaw.oom.demo.process.Jvm;
import ai.openclaw.oom.demo.process.Lines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** A gateway in a memory group of its own, from its start to its end. */
final class GatewayRun {
  private static final int KILLED = 128 + 9;

  /** What tells one gateway from the other, for the page and for the terminal. */
  private final String name;

  private final MemoryGroup group;
  private final Agent agent;
  private final Consumer<GatewayRun> changed;
  private final CompletableFuture<Integer> port = new CompletableFuture<>();
  private Process holder;
  private volatile long killsBefore;

  private volatile Integer exit;
  private volatile long kills;
  private volatile Kill kill;

  /** The first kill that it told of: it lives. */
  record Kill(boolean isByGuard, int kept, int of, String victim, String text) {}

  /**
   * @param agent {@code null} for none
   * @param changed hears of its end and its kills; called by a thread of its own
   */
  GatewayRun(String name, MemoryGroup group, Agent agent, Consumer<GatewayRun> changed) {
    this.name = name;
    this.group = group;
    this.agent = agent;
    this.changed = changed;
  }

  /**
   * Starts it.
   *
   * @param limitMb the group's limit, 0 for none
   * @param scratch where it and its children leave temporary files
   * @param admission the port of the page and the key
   * @throws IOException if it does not come to serve
   */
  void start(int limitMb, Path scratch, String admission) throws IOException {
    List<String> jvm = new ArrayList<>(Gateway.JVM_OPTIONS);
    if (limitMb > 0) {
      // As in life: the gateway is the largest process, and by size alone the first to be killed.
      jvm.add("-Xms" + limitMb / 2 + "m");
      jvm.add("-Xmx" + limitMb / 2 + "m");
    }
    if (agent != null) {
      jvm.add(agent.option());
    }
    // For pty4j's JNA, which JDK 24 and newer warn of.
    jvm.add("--enable-native-access=ALL-UNNAMED");
    // A killed browser or library leaves its files behind: in here they go with the demo.
    jvm.add("-Djava.io.tmpdir=" + scratch);
    List<String> command = Jvm.command("serve-gateway", jvm.toArray(String[]::new));
    command.add(Integer.toString(limitMb));
    if (hasGuard()) {
      command.add(ServeGateway.GUARD);
    }
    ProcessBuilder builder = new ProcessBuilder(command);
    Jvm.cleanEnvironment(builder);
    holder = group.start(builder);
    say(admission);
    Lines.listen(
        "gateway-" + name, holder.inputReader(StandardCharsets.UTF_8), this::hear, this::closed);
    Lines.listen(
        "errors-" + name, holder.errorReader(StandardCharsets.UTF_8), this::hearError, () -> {});
    try {
      port.join();
    } catch (CompletionException e) {
      throw new IOException(e.getCause().getMessage(), e);
    }
    killsBefore = group.oomKills();
  }

  private void say(String line) throws IOException {
    holder.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    holder.getOutputStream().flush();
  }

  /** What its own agent says the gateway cannot hear by itself. */
  private void hearError(String line) {
    System.err.println(line);
    if (Agent.says(line)) {
      try {
        say(line);
      } catch (IOException ended) {
        // Nobody is left who would want to know.
      }
    }
  }

  private void hear(String line) {
    if (line.startsWith("port ")) {
      port.complete(Integer.valueOf(line.substring("port ".length())));
    } else if (line.startsWith("kill ")) {
      killed(line.substring("kill ".length()));
    } else if (line.startsWith("exit ")) {
      ended(Integer.parseInt(line.substring("exit ".length())));
    } else {
      System.out.println(line);
    }
  }

  private void killed(String told) {
    String[] word = told.split(" ", 4);
    String[] text = word[3].split("\\|", 2);
    System.out.println(prefix() + text[1]);
    if (kill == null) {
      kill =
          new Kill(
              word[0].equals(ServeGateway.GUARD),
              Integer.parseInt(word[1]),
              Integer.parseInt(word[2]),
              text[0],
              text[1]);
      changed.accept(this);
    }
  }

  private void ended(int code) {
    try {
      kills = group.oomKills();
    } catch (IOException e) {
      System.err.println("The group's kills cannot be read: " + e.getMessage());
    }
    exit = code;
    port.completeExceptionally(new IOException("the gateway ended with " + code));
    changed.accept(this);
  }

  /** Its holder has ended, and its group with it. */
  private void closed() {
    if (exit == null) {
      exit = -1;
      port.completeExceptionally(
          new IOException("the gateway could not be run in the memory group"));
      changed.accept(this);
    }
  }

  private String prefix() {
    return name.isEmpty() ? "" : "[" + name + "] ";
  }

  String name() {
    return name;
  }

  boolean hasAgent() {
    return agent != null;
  }

  boolean hasGuard() {
    return hasAgent() && agent.guard();
  }

  int port() {
    return port.join();
  }

  long killsBefore() {
    return killsBefore;
  }

  /** The group's count of kills at its end. */
  long kills() {
    return kills;
  }

  /** Its exit code; {@code null} while it lives, -1 if nobody could tell. */
  Integer exit() {
    return exit;
  }

  /** The first kill in its group that it lived to tell of; {@code null} for none. */
  Kill kill() {
    return kill;
  }

  /** Whether the kernel has killed it. */
  boolean wasKilled() {
    return exit != null && exit == KILLED && kills > killsBefore;
  }
}
