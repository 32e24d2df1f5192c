package ai.openclaw.oom.cli.attach;

import ai.openclaw.oom.assembly.Options;
import ai.openclaw.oom.cli.machine.AgentState;
import ai.openclaw.oom.cli.machine.Jvm;
import ai.openclaw.oom.cli.machine.Machine;
import ai.openclaw.oom.cli.machine.Task;
import ai.openclaw.oom.cli.machine.Tasks;
import java.io.File;
import java.io.IOException;

/** Brings the agent into a JVM, and makes sure that it is there. */
public final class Attachment {
  private static final int TARGET = 1000;

  private final File jar;
  private final String arguments;
  private final String wanted;

  /**
   * @param arguments the agent's, all understood; may be empty
   */
  public Attachment(File jar, String arguments) {
    this.jar = jar;
    this.arguments = arguments;
    this.wanted = Options.normalized(arguments);
  }

  /**
   * Does it, unless it has been done.
   *
   * @throws Refusal if it cannot be done, with what to do instead
   * @throws IOException if it failed
   */
  public Result to(Machine machine, Jvm jvm) throws Refusal, IOException {
    return Lines.within(
        () -> {
          try (Line line = Lines.open(machine, jvm)) {
            return to(machine, jvm, line);
          }
        });
  }

  private Result to(Machine machine, Jvm jvm, Line line) throws Refusal, IOException {
    AgentState before = AgentState.of(line.properties());
    if (before.state == AgentState.State.ACTIVE) {
      return new Result("already in place, ", before, before.options.equals(wanted), "");
    }
    if (before.state == AgentState.State.FAILED) {
      throw new Refusal("the agent is there, and failed: its stderr has the reason; restart it");
    }
    Admission.checkAgents(jvm);
    IOException said = null;
    try {
      load(jvm, line);
    } catch (IOException e) {
      // What the JVM answers changed with 9: who is older or newer may take "done" for a failure.
      said = e;
    }
    AgentState after = AgentState.of(line.properties());
    if (said != null && after.state != AgentState.State.ACTIVE) {
      throw said;
    }
    if (after.state != AgentState.State.ACTIVE) {
      throw new Refusal(
          "it has loaded the agent, which is "
              + after.state
              + (arguments.contains("enabled") ? "" : ": its stderr has the reason"));
    }
    return new Result("", after, after.options.equals(wanted), children(machine, jvm, after));
  }

  private void load(Jvm jvm, Line line) throws Refusal, IOException {
    String path = jar.getCanonicalPath();
    if (!jvm.sees(path)) {
      throw new Refusal(
          "it has a file system of its own, in which there is no "
              + path
              + ": copy that folder to /proc/"
              + jvm.task.pid
              + "/root"
              + new File(path).getParent());
    }
    try {
      line.load(path, arguments);
    } catch (IOException e) {
      String said = String.valueOf(e.getMessage());
      if (said.contains("EnableDynamicAgentLoading") || said.contains("ynamic agent loading")) {
        throw Admission.noAgents();
      }
      throw new IOException(
          said + "; can its user read " + path + ", and has its runtime java.instrument?", e);
    }
  }

  /** What became of the children that were there. */
  private static String children(Machine machine, Jvm jvm, AgentState agent) {
    int target = TARGET;
    for (String option : agent.options.split(",")) {
      if (option.startsWith("score=")) {
        target = Integer.parseInt(option.substring("score=".length()));
      }
    }
    int raised = 0;
    int left = 0;
    for (Task task : Tasks.read(machine).descendantsOf(jvm.task.pid)) {
      if (task.hasMemory()) {
        raised += task.score >= target ? 1 : 0;
        left += task.score >= target ? 0 : 1;
      }
    }
    return raised + left == 0
        ? "; no children yet"
        : "; children and theirs: " + raised + " at " + target + ", " + left + " left below";
  }

  /** A JVM that has the agent. */
  public static final class Result {
    /** Whether the options in force are those that were asked for. */
    public final boolean isAsWanted;

    private final String text;

    Result(String already, AgentState agent, boolean isAsWanted, String children) {
      this.isAsWanted = isAsWanted;
      this.text =
          already
              + agent
              + (agent.options.isEmpty() ? "" : ", " + agent.options)
              + (isAsWanted ? "" : "; other options take a restart")
              + children;
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
