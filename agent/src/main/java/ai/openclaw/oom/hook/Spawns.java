package ai.openclaw.oom.hook;

import ai.openclaw.oom.linux.ProcessEntry;
import ai.openclaw.oom.linux.Processes;
import ai.openclaw.oom.linux.Scores;
import ai.openclaw.oom.log.Log;
import ai.openclaw.oom.report.Tally;
import ai.openclaw.oom.spawn.Decision;
import ai.openclaw.oom.spawn.Outcome;
import ai.openclaw.oom.spawn.Plan;
import ai.openclaw.oom.spawn.Policy;
import ai.openclaw.oom.spawn.Request;
import ai.openclaw.oom.surface.Flight;
import ai.openclaw.oom.watch.Child;
import ai.openclaw.oom.watch.Watch;

/** What all surfaces have in common: decide, count, and see to it that the child is raised. */
public final class Spawns {
  private final Decision decision;
  private final Policy policy;
  private final Scores scores;
  private final Processes processes;
  private final Tally tally;
  private final Watch watch;

  public Spawns(
      Decision decision,
      Policy policy,
      Scores scores,
      Processes processes,
      Tally tally,
      Watch watch) {
    this.decision = decision;
    this.policy = policy;
    this.scores = scores;
    this.processes = processes;
    this.tally = tally;
    this.watch = watch;
  }

  Plan decide(Request request) {
    return decision.decide(request);
  }

  /** For a spawn whose shim failed, or could not be put where the plan wanted it. */
  Plan planWithoutShim() {
    return decision.withoutShim();
  }

  private void count(Outcome outcome, Flight flight) {
    tally.count(outcome);
    if (Log.isDebug()) {
      Plan plan = flight.plan;
      String why = plan.reason() == null ? "" : ": " + plan.reason();
      Log.debug(outcome + " " + flight.request.program() + why);
    }
  }

  /** Called when nothing was started, and nothing more will be tried. */
  void failed(Flight flight) {
    count(flight.plan.outcomeOfFailure(), flight);
  }

  /** Whether the child's start matters: it is raised by a shim, or has to be from here. */
  boolean isToBeFollowed(Plan plan) {
    return plan.isWrapped() || isToBeRaised(plan);
  }

  private boolean isToBeRaised(Plan plan) {
    // What was held to fail has started after all: its file came meanwhile, or was misjudged.
    return plan.outcome() == Outcome.LEFT_TO_PARENT
        || plan.outcome() == Outcome.WOULD_NOT_START && policy.raisesFromParent();
  }

  /** Called once the command runs, if it is not to be followed. */
  void started(Flight flight) {
    count(flight.plan.outcome(), flight);
  }

  /** Called once the child runs. */
  void started(Flight flight, Object result, long pid) {
    Process process = result instanceof Process ? (Process) result : null;
    if (isToBeRaised(flight.plan)) {
      tally.count(scores.raise(pid, process, policy.score()));
    }
    ProcessEntry seen = process == null ? processes.child(pid) : null;
    watch.add(new Child(process, flight.request.program(), pid, policy.score(), seen));
    count(flight.plan.outcome(), flight);
  }

  /** Called when the agent itself went wrong; the spawn goes on. */
  void agentFailed(Throwable t) {
    try {
      tally.count(Outcome.AGENT_FAILED);
      Log.errorOnce("the agent failed, a spawn went on without it: " + t);
    } catch (Throwable ignored) {
      // Out of stack or memory.
    }
  }
}
