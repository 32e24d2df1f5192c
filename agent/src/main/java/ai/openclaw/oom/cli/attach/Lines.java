package ai.openclaw.oom.cli.attach;

import ai.openclaw.oom.cli.machine.AgentJar;
import ai.openclaw.oom.cli.machine.AgentState;
import ai.openclaw.oom.cli.machine.Jvm;
import ai.openclaw.oom.cli.machine.Machine;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Opens lines to other JVMs: over a JVM's socket once it has opened one, which is the cheapest;
 * else by the JDK's own means where this runtime has them, or by asking for the socket.
 */
public final class Lines {
  /** A JVM that is stopped, or swapped out, may never answer. */
  private static final long PATIENCE_SECONDS = 10;

  private Lines() {}

  /**
   * Opens one.
   *
   * @throws Refusal if it cannot be done, with what to do instead
   */
  public static Line open(Machine machine, Jvm jvm) throws Refusal, IOException {
    Admission.check(machine, jvm);
    if (UnixSocket.isThere() && (SocketLine.isOpen(jvm) || !jvm.hasOurTmp())) {
      return SocketLine.open(machine, jvm);
    }
    Class<?> type = ToolsLine.type();
    // Older ones look in their own /tmp, and the JVM prints all its threads for the signal.
    if (!jvm.hasOurTmp()
        && (type == null || isOld(System.getProperty("java.specification.version")))) {
      throw new Refusal("it has a /tmp of its own: run this with a JDK of 11 or newer");
    }
    return type != null ? ToolsLine.open(type, jvm.task.pid) : SocketLine.open(machine, jvm);
  }

  private static boolean isOld(String version) {
    return version.startsWith("1.") || Integer.parseInt(version) < 11;
  }

  /** What there is to be known of the agent in a JVM; it is asked only if the jar is there. */
  public static AgentState agentOf(Machine machine, Jvm jvm) {
    String jar = jvm.agentJar();
    if (jar == null) {
      return AgentState.absent();
    }
    if (jar.isEmpty()) {
      return AgentState.unknown("another user's");
    }
    try {
      return ask(machine, jvm);
    } catch (Refusal | IOException e) {
      return AgentState.present(AgentJar.version(jvm.inside(jar)), e.getMessage());
    }
  }

  /** What a JVM says of the agent. */
  static AgentState ask(Machine machine, Jvm jvm) throws Refusal, IOException {
    return within(
        () -> {
          try (Line line = open(machine, jvm)) {
            return AgentState.of(line.properties());
          }
        });
  }

  /** Does something that may hang, and then goes on without. */
  static <T> T within(Callable<T> work) throws Refusal, IOException {
    FutureTask<T> task = new FutureTask<>(work);
    Thread thread = new Thread(task, "line");
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IOException("no answer within " + PATIENCE_SECONDS + " s");
    } catch (InterruptedException e) {
      throw new IOException(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Refusal) {
        throw (Refusal) e.getCause();
      }
      throw e.getCause() instanceof IOException
          ? (IOException) e.getCause()
          : new IOException(String.valueOf(e.getCause()), e.getCause());
    }
  }
}
