package ai.openclaw.oom.cli.attach;

import ai.openclaw.oom.cli.machine.Jvm;
import ai.openclaw.oom.cli.machine.Machine;
import ai.openclaw.oom.cli.machine.Task;

/**
 * Whether another JVM may be spoken to, told from looking: the way to it begins with a signal that
 * ends who is not prepared for it.
 */
final class Admission {
  private static final int SIGQUIT = 3;
  private static final long ROOT = 0;

  private Admission() {}

  /** Throws unless it may. */
  static void check(Machine machine, Jvm jvm) throws Refusal {
    Task own = Task.read(machine, machine.ownPid());
    if (own != null && own.pid == jvm.task.pid) {
      throw new Refusal("it is this very JVM");
    }
    if (jvm.kind == Jvm.Kind.OPENJ9) {
      throw new Refusal(
          "it is OpenJ9, which is attached to in another way: start it with -javaagent");
    }
    long user = jvm.task.user();
    if (own == null || own.user() != ROOT && own.user() != user) {
      throw new Refusal(
          "it runs as "
              + machine.userName(user)
              + ", and only that user or root may attach: run this as "
              + machine.userName(user));
    }
    for (String option : jvm.options()) {
      if (option.equals("-XX:+DisableAttachMechanism")) {
        throw new Refusal(
            "it runs with -XX:+DisableAttachMechanism: restart it without, or with -javaagent");
      }
    }
    if (!jvm.task.catches(SIGQUIT)) {
      throw new Refusal(
          "it does not handle SIGQUIT, as with -Xrs, or has not come so far, and would end by it:"
              + " restart it with -javaagent");
    }
  }

  /** Throws unless an agent may be loaded into it. */
  static void checkAgents(Jvm jvm) throws Refusal {
    for (String option : jvm.options()) {
      if (option.equals("-XX:-EnableDynamicAgentLoading")) {
        throw noAgents();
      }
    }
  }

  static Refusal noAgents() {
    return new Refusal(
        "it runs with -XX:-EnableDynamicAgentLoading (JEP 451): restart it without, or with"
            + " -javaagent");
  }
}
