package ai.openclaw.oom.spawn;

import java.util.Collections;
import java.util.Map;

/** What is to become of a spawn. */
public final class Plan {
  private static final Map<String, String> NOTHING = Collections.emptyMap();

  private final Outcome outcome;
  private final Reason reason;
  private final String[] argv;
  private final Map<String, String> environmentChanges;
  private final boolean relayed;

  private Plan(
      Outcome outcome,
      Reason reason,
      String[] argv,
      Map<String, String> environmentChanges,
      boolean relayed) {
    this.outcome = outcome;
    this.reason = reason;
    this.argv = argv;
    this.environmentChanges = environmentChanges;
    this.relayed = relayed;
  }

  /** argv and environment stay as they are. */
  public static Plan leave(Outcome outcome) {
    return new Plan(outcome, null, null, NOTHING, false);
  }

  /** argv and environment stay as they are, because no shim can carry the spawn. */
  static Plan leave(Outcome outcome, Reason reason) {
    return new Plan(outcome, reason, null, NOTHING, false);
  }

  /** argv stays as it is, the environment is hardened. */
  static Plan harden(Outcome outcome, Map<String, String> environmentChanges) {
    return new Plan(outcome, null, null, environmentChanges, false);
  }

  /**
   * @param argv the shim's argv, with the command's in it
   * @param environmentChanges variables to set, or to take away where the value is null
   */
  public static Plan wrap(Outcome outcome, String[] argv, Map<String, String> environmentChanges) {
    return new Plan(outcome, null, argv, environmentChanges, false);
  }

  /**
   * argv and environment stay as they are: the surface itself starts the shim ahead of the command.
   */
  public static Plan relay(Outcome outcome) {
    return new Plan(outcome, null, null, NOTHING, true);
  }

  public Outcome outcome() {
    return outcome;
  }

  /** Why no shim carries the spawn; null where that is not the question. */
  public Reason reason() {
    return reason;
  }

  /**
   * What is to be counted if the surface throws: the decision came to starting the command, and it
   * did not start.
   */
  public Outcome outcomeOfFailure() {
    return isWrapped() || reason != null ? Outcome.WOULD_NOT_START : outcome;
  }

  /** Whether a shim carries the spawn. */
  public boolean isWrapped() {
    return argv != null || relayed;
  }

  /** Whether the surface is to start the shim by itself. */
  public boolean isRelayed() {
    return relayed;
  }

  /** Whether the surface is given another argv than the caller's. */
  public boolean changesArgv() {
    return argv != null;
  }

  /** The shim's argv, the command's in it; null if argv stays as it is. */
  public String[] argv() {
    return argv == null ? null : argv.clone();
  }

  /** Variables to set, or to take away where the value is null; empty for none. */
  public Map<String, String> environmentChanges() {
    return environmentChanges;
  }
}
