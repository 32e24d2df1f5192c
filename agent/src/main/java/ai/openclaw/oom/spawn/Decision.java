package ai.openclaw.oom.spawn;

import ai.openclaw.oom.linux.Executables;
import ai.openclaw.oom.linux.Scores;
import java.util.List;

/**
 * From request to plan. Pure: what it knows of the world it asks {@link Scores} and {@link
 * Executables}.
 */
public final class Decision {
  private final Policy policy;
  private final List<Shim> shims;
  private final Scores scores;
  private final Executables executables;

  /**
   * @param shims in the order in which they are tried; empty to raise from the parent only
   */
  public Decision(Policy policy, List<Shim> shims, Scores scores, Executables executables) {
    this.policy = policy;
    this.shims = shims;
    this.scores = scores;
    this.executables = executables;
  }

  /** Decides one spawn. The order is part of the contract: first match wins. */
  public Plan decide(Request request) {
    // With the first spawn the JDK has taken note of it, too, and may be asked to search it later.
    executables.firstSearchPath();
    if (request.argv.length == 0) {
      return Plan.leave(Outcome.EMPTY_COMMAND);
    }
    if (isOptedOut(request)) {
      return Plan.leave(Outcome.OPTED_OUT);
    }
    Command command = null;
    boolean lookedUp = policy.hasPatterns();
    if (lookedUp) {
      command = Command.of(request, executables);
      // A command that is not found is still known by the name that was given.
      String path = command == null ? request.program : command.path();
      Outcome refusal = policy.refusal(path, executables);
      if (refusal != null) {
        return Plan.leave(refusal);
      }
    }
    if (Wrapped.isWrapped(request.program, request.argv)) {
      return Plan.harden(Outcome.ALREADY_WRAPPED, ShellEnvironment.strip(request.environment()));
    }
    if (ownScore() >= policy.score) {
      return Plan.leave(Outcome.INHERITED);
    }
    if (shims.isEmpty()) {
      // Nothing is done to the spawn that would have to know whether it can succeed.
      return leave(Reason.CHOSEN_BY_OPTION);
    }
    if (!request.isRepeatable()) {
      return leave(Reason.NOT_REPEATABLE);
    }
    Plan unseen = shims.get(0).carryUnseen(request);
    if (unseen != null) {
      return unseen;
    }
    if (!lookedUp) {
      command = Command.of(request, executables);
    }
    if (command == null) {
      return Plan.leave(Outcome.WOULD_NOT_START);
    }
    return wrap(request, command);
  }

  /** Where the child's environment does not say anything, the JVM's own holds. */
  private boolean isOptedOut(Request request) {
    if (request.isEnvironmentInherited()) {
      return isOptedOut();
    }
    String said = request.environment().get(OptOut.VARIABLE);
    return said == null ? isOptedOut() : OptOut.isSaidBy(said);
  }

  /**
   * Whether the JVM's own environment opts out of all that does not opt in. It is another one once
   * a checkpoint is restored. Not to be asked before there is a spawn to decide: that may load the
   * very class that is being woven.
   */
  public boolean isOptedOut() {
    return OptOut.isSaidBy(executables.variable(OptOut.VARIABLE));
  }

  /**
   * There is no score above that, so with that target an old value cannot make a shim lower one.
   */
  private int ownScore() {
    return policy.score == Scores.MOST ? scores.recentOwnScore() : scores.ownScore();
  }

  private Plan wrap(Request request, Command command) {
    Reason reason = null;
    for (Shim shim : shims) {
      Shim.Attempt attempt = shim.attempt(request, command);
      if (attempt.plan != null) {
        return attempt.plan;
      }
      reason = attempt.refusal;
    }
    return leave(reason);
  }

  /** The plan for a spawn that failed with a shim and is now started as it was asked for. */
  public Plan withoutShim() {
    return leave(Reason.SHIM_FAILED);
  }

  private Plan leave(Reason reason) {
    return Plan.leave(policy.raiseFromParent ? Outcome.LEFT_TO_PARENT : Outcome.LEFT_ALONE, reason);
  }
}
