package ai.openclaw.oom.hook;

import ai.openclaw.oom.linux.ProcessEntry;
import ai.openclaw.oom.linux.Processes;
import ai.openclaw.oom.linux.Scores;
import ai.openclaw.oom.linux.Scores.Raise;
import ai.openclaw.oom.log.Log;
import ai.openclaw.oom.log.Printable;
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
  private final boolean knowsAll;
  private volatile boolean watchHasBegun;

  /**
   * @param knowsAll whether the watch has to be told of children that are left alone, too
   */
  public Spawns(
      Decision decision,
      Policy policy,
      Scores scores,
      Processes processes,
      Tally tally,
      Watch watch,
      boolean knowsAll) {
    this.decision = decision;
    this.policy = policy;
    this.scores = scores;
    this.processes = processes;
    this.tally = tally;
    this.watch = watch;
    this.knowsAll = knowsAll;
  }

  /** Whether it is the agent itself that starts something now: nothing is done for that. */
  boolean isOwn() {
    return watch.isOwnThread();
  }

  Plan decide(Request request) {
    return decision.decide(request);
  }

  /** For a spawn whose shim failed, or could not be put where the plan wanted it. */
  Plan planWithoutShim() {
    return decision.withoutShim();
  }

  /** Called when nothing was started, and nothing more will be tried. */
  void failed(Flight flight) {
    Outcome outcome = flight.plan.outcomeOfFailure();
    tally.count(outcome);
    say(outcome, flight, 0);
  }

  /** Whether the child has to be known: it is raised, or must not be taken for a stray. */
  boolean isToBeFollowed(Plan plan) {
    return isToBeRaised(plan) || knowsAll && !decision.isOptedOut();
  }

  /** Whether a shim raises it, or it has to be raised from here. */
  private boolean isToBeRaised(Plan plan) {
    return outcome(plan).isRaise();
  }

  /** What was held to fail has started after all: its file came meanwhile, or was misjudged. */
  private Outcome outcome(Plan plan) {
    if (plan.outcome() != Outcome.WOULD_NOT_START) {
      return plan.outcome();
    }
    return policy.raisesFromParent() ? Outcome.LEFT_TO_PARENT : Outcome.LEFT_ALONE;
  }

  /** Called once the command runs, if it is not to be followed. */
  void started(Flight flight) {
    Outcome outcome = outcome(flight.plan);
    tally.count(outcome);
    say(outcome, flight, 0);
    begin();
  }

  /** Called once the child runs. */
  void started(Flight flight, Object result, long pid) {
    Process process = result instanceof Process ? (Process) result : null;
    Outcome outcome = outcome(flight.plan);
    if (outcome == Outcome.LEFT_TO_PARENT) {
      Raise raise = scores.raise(pid, process, policy.score());
      tally.count(raise);
      outcome = raise == Raise.REFUSED ? Outcome.NOT_RAISED : outcome;
    }
    ProcessEntry seen = process == null ? processes.child(pid) : null;
    String name = flight.request.program();
    String arguments = Log.isDebug() ? flight.request.arguments() : null;
    watch.add(new Child(process, name, arguments, pid, outcome, seen));
    tally.count(outcome);
    say(outcome, flight, pid);
  }

  /**
   * The first child that is neither raised nor known: whoever is watching may have a word on it.
   */
  private void begin() {
    if (!watchHasBegun) {
      watchHasBegun = true;
      watch.begin();
    }
  }

  private void say(Outcome outcome, Flight flight, long pid) {
    if (Log.isDebug()) {
      Plan plan = flight.plan;
      int score = pid > 0 ? scores.scoreOf(pid) : Scores.UNKNOWN;
      Log.debug(
          outcome
              + " "
              + Printable.of(flight.request.program())
              + (score == Scores.UNKNOWN ? "" : ", child " + pid + " reads " + score)
              + ": "
              + (plan.reason() == null ? outcome.why() : plan.reason()));
    }
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
