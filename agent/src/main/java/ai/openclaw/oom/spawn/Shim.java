package ai.openclaw.oom.spawn;

/** A way to let a child raise its own score before it becomes the command. */
public interface Shim {
  /** The plan's outcome when this shim carries the spawn. */
  Outcome outcome();

  /**
   * A plan for a spawn whose command this shim need not know, as it changes neither argv nor where
   * the command is searched for.
   *
   * @return null if there is no such plan
   */
  default Plan carryUnseen(Request request) {
    return null;
  }

  /**
   * Wraps argv if that changes nothing that the child or its parent could see.
   *
   * @param command what the JDK would execute; not null
   * @return a wrapping plan, or one that says why not
   */
  Attempt attempt(Request request, Command command);

  /** Either a plan or the reason why there is none. */
  final class Attempt {
    final Plan plan;
    final Reason refusal;

    private Attempt(Plan plan, Reason refusal) {
      this.plan = plan;
      this.refusal = refusal;
    }

    public static Attempt carry(Plan plan) {
      return new Attempt(plan, null);
    }

    public static Attempt refuse(Reason reason) {
      return new Attempt(null, reason);
    }
  }
}
