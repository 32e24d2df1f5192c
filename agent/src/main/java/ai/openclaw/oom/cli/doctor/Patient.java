package ai.openclaw.oom.cli.doctor;

import ai.openclaw.oom.cli.machine.AgentState;
import ai.openclaw.oom.cli.machine.Jvm;
import ai.openclaw.oom.cli.machine.Machine;
import ai.openclaw.oom.cli.machine.Task;
import ai.openclaw.oom.cli.machine.Tasks;
import ai.openclaw.oom.group.GroupPlace;
import ai.openclaw.oom.group.GroupReading;
import ai.openclaw.oom.group.GroupValue;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Whom the doctor looks at: a running JVM, or one as it would be if it were started from here. */
public final class Patient {
  private static final int TARGET = 1000;

  final Machine machine;
  final Tasks tasks;
  final Task task;

  /** Null if it is a JVM to come. */
  final Jvm jvm;

  /** Null if it is a JVM to come. */
  final AgentState agent;

  /** What shims do here; null if it is a running JVM. */
  final Trial trial;

  final Map<String, String> environment;

  /** What systemd says of a unit's {@code OOMPolicy}; null if it does not. */
  final UnaryOperator<String> oomPolicy;

  final GroupReading groups;

  private Patient(
      Machine machine,
      Tasks tasks,
      Task task,
      Jvm jvm,
      AgentState agent,
      Trial trial,
      Map<String, String> environment,
      UnaryOperator<String> oomPolicy) {
    this.machine = machine;
    this.tasks = tasks;
    this.task = task;
    this.jvm = jvm;
    this.agent = agent;
    this.trial = trial;
    this.environment = environment;
    this.oomPolicy = oomPolicy;
    this.groups = GroupPlace.find(machine.root(), jvm == null ? "self" : "" + task.pid).read();
  }

  /** A JVM that would be started here, of which this process gives an idea. */
  public static Patient toCome(
      Machine machine,
      Tasks tasks,
      Task own,
      Trial trial,
      Map<String, String> environment,
      UnaryOperator<String> oomPolicy) {
    return new Patient(machine, tasks, own, null, null, trial, environment, oomPolicy);
  }

  /** A running one. */
  public static Patient running(
      Machine machine,
      Tasks tasks,
      Jvm jvm,
      AgentState agent,
      Map<String, String> environment,
      UnaryOperator<String> oomPolicy) {
    return new Patient(machine, tasks, jvm.task, jvm, agent, null, environment, oomPolicy);
  }

  boolean isRunning() {
    return jvm != null;
  }

  /** The score that children are raised to. */
  int target() {
    String score = option("score");
    return score == null ? TARGET : Integer.parseInt(score);
  }

  /** Whether the agent that is there keeps a guard, or would where it has to. */
  boolean hasGuard() {
    String guard = option("guard");
    return guard != null && !guard.equals("off");
  }

  /** An option of the agent that is there; null if it is at its default, or not told. */
  private String option(String key) {
    String options = agent == null || agent.options == null ? "" : agent.options;
    for (String option : options.split(",")) {
      if (option.startsWith(key + "=")) {
        return option.substring(key.length() + 1);
      }
    }
    return null;
  }

  /**
   * How much memory there is where it would run out: the tightest limit's, else all of the
   * machine's. In bytes; -1 if it is not told.
   */
  long room() {
    GroupValue limit = groups.tightestLimit();
    if (limit.isNumber()) {
      return limit.number();
    }
    long memory = machine.memory("MemTotal");
    return memory < 0 ? -1 : memory + Math.max(0, machine.memory("SwapTotal"));
  }

  /**
   * What a child may hold less than the JVM and still go before it, in bytes; all of the room and
   * more where it always does.
   */
  long margin() {
    return room() < 0 ? -1 : Math.max(0, target() - task.score) * (room() / 1000);
  }
}
