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
import ai.openclaw.oom.watch.Child;
import ai.openclaw.oom.watch.Watch;

/** What all surfaces have in common: decide, count, and see to it that the child is raised. */
final class Raiser {
  private final Decision decision;
  private final Policy policy;
  private final Scores scores;
  private final Processes processes;
  private final Tally tally;
  private final Watch watch;

  Raiser(
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

  Plan planWithoutShim() {
    return decision.withoutShim();
  }

  private void count(Outcome outcome, Plan plan, String program) {
    tally.count(outcome);
    if (Log.isDebug()) {
      String why = plan.reason() == null ? "" : ": " + plan.reason();
      Log.debug(outcome + " " + program + why);
    }
  }

  /** Called when nothing was started, and nothing more will be tried. */
  void failed(Plan plan, String program) {
    count(plan.outcomeOfFailure(), plan, program);
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
  void started(Plan plan, String program) {
    count(plan.outcome(), plan, program);
  }

  /** Called once the child runs. */
  void started(Plan plan, Object result, String program, long pid) {
    Process process = result instanceof Process ? (Process) result : null;
    if (isToBeRaised(plan)) {
      tally.count(scores.raise(pid, process, policy.score()));
    }
    ProcessEntry seen = process == null ? processes.child(pid) : null;
    watch.add(new Child(process, program, pid, policy.score(), seen));
    count(plan.outcome(), plan, program);
  }
}
