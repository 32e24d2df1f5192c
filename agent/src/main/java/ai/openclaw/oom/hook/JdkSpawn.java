package ai.openclaw.oom.hook;

import ai.openclaw.oom.linux.Linux;
import ai.openclaw.oom.observe.Log;
import ai.openclaw.oom.observe.Tally;
import ai.openclaw.oom.observe.Watch;
import ai.openclaw.oom.spawn.Decision;
import ai.openclaw.oom.spawn.Outcome;
import ai.openclaw.oom.spawn.Plan;
import ai.openclaw.oom.spawn.Request;
import java.io.IOException;
import java.util.Map;

/**
 * {@code java.lang.ProcessImpl.start(String[] argv, Map environment, String directory, Redirect[]
 * redirects, boolean mergeError)}: where every spawn of the JDK comes by.
 */
final class JdkSpawn implements SpawnPoint {
  private static final int ARGV = 0;
  private static final int ENVIRONMENT = 1;
  private static final int DIRECTORY = 2;

  private final Decision decision;
  private final int score;
  private final Linux linux;
  private final Tally tally;
  private final Watch watch;
  private final Pids pids = Pids.ofThisJdk();

  JdkSpawn(Decision decision, int score, Linux linux, Tally tally, Watch watch) {
    this.decision = decision;
    this.score = score;
    this.linux = linux;
    this.tally = tally;
    this.watch = watch;
  }

  @Override
  @SuppressWarnings("unchecked")
  public Object[] enter(Flight flight) {
    String[] argv = (String[]) flight.arguments[ARGV];
    Map<String, String> environment = (Map<String, String>) flight.arguments[ENVIRONMENT];
    Request request =
        new Request(
            argv,
            environment == null ? System.getenv() : environment,
            environment == null,
            (String) flight.arguments[DIRECTORY]);
    Plan plan = decision.decide(request);
    flight.plan = plan;
    tally.count(plan.outcome());
    if (Log.isDebug()) {
      String why = plan.reason() == null ? "" : ": " + plan.reason();
      Log.debug(plan.outcome() + " " + argv[0] + why);
    }
    if (!plan.isWrapped() && plan.environmentChanges().isEmpty()) {
      return flight.arguments;
    }
    Object[] rewritten = flight.arguments.clone();
    if (plan.isWrapped()) {
      rewritten[ARGV] = plan.argv();
    }
    if (!plan.environmentChanges().isEmpty()) {
      rewritten[ENVIRONMENT] = JdkEnvironment.changed(environment, plan.environmentChanges());
    }
    return rewritten;
  }

  @Override
  public boolean started(Flight flight, Object result) {
    Outcome outcome = flight.plan.outcome();
    Process process = (Process) result;
    if (outcome == Outcome.LEFT_TO_PARENT) {
      tally.count(linux.raise(pids.of(process), score));
    }
    if (flight.plan.isWrapped() || outcome == Outcome.LEFT_TO_PARENT) {
      String[] argv = (String[]) flight.arguments[ARGV];
      watch.add(process, argv[0], pids.of(process), score);
    }
    return true;
  }

  /**
   * What the shim added to argv may have been too much; so may anything else that only it needs.
   */
  @Override
  public boolean mayStartAnew(Flight flight, Throwable failure) {
    return failure instanceof IOException;
  }
}
