package ai.openclaw.oom.hook;

import ai.openclaw.oom.linux.Linux;
import ai.openclaw.oom.observe.Log;
import ai.openclaw.oom.observe.Tally;
import ai.openclaw.oom.observe.Watch;
import ai.openclaw.oom.spawn.Decision;
import ai.openclaw.oom.spawn.Outcome;
import ai.openclaw.oom.spawn.Plan;
import ai.openclaw.oom.spawn.Policy;
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
  private static final int REDIRECTS = 3;

  private final Decision decision;
  private final Policy policy;
  private final Linux linux;
  private final Handshake handshake;
  private final Tally tally;
  private final Watch watch;
  private final Pids pids = Pids.ofThisJdk();

  /**
   * @param handshake null where no native helper is used
   */
  JdkSpawn(
      Decision decision,
      Policy policy,
      Linux linux,
      Handshake handshake,
      Tally tally,
      Watch watch) {
    this.decision = decision;
    this.policy = policy;
    this.linux = linux;
    this.handshake = handshake;
    this.tally = tally;
    this.watch = watch;
  }

  @Override
  @SuppressWarnings("unchecked")
  public Object[] enter(Flight flight) {
    Map<String, String> environment = (Map<String, String>) flight.arguments[ENVIRONMENT];
    Plan plan =
        decision.decide(
            new Request(
                (String[]) flight.arguments[ARGV],
                environment == null ? System.getenv() : environment,
                environment == null,
                (String) flight.arguments[DIRECTORY]));
    follow(plan, flight);
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
  public void enterAnew(Flight flight) {
    follow(decision.withoutShim(), flight);
  }

  private void follow(Plan plan, Flight flight) {
    flight.plan = plan;
    tally.count(plan.outcome());
    if (Log.isDebug()) {
      String[] argv = (String[]) flight.arguments[ARGV];
      String command = argv.length == 0 ? "" : " " + argv[0];
      Log.debug(plan.outcome() + command + (plan.reason() == null ? "" : ": " + plan.reason()));
    }
  }

  @Override
  public boolean started(Flight flight, Object result) {
    Outcome outcome = flight.plan.outcome();
    boolean wrapped = flight.plan.isWrapped();
    // What was held to fail has started after all: its file came meanwhile, or was misjudged.
    boolean toBeRaised =
        outcome == Outcome.LEFT_TO_PARENT
            || outcome == Outcome.WOULD_NOT_START && policy.raisesFromParent();
    if (!wrapped && !toBeRaised) {
      return true;
    }
    Process process = (Process) result;
    long pid = pids.of(process);
    if (outcome == Outcome.WRAPPED_NATIVE
        && !handshake.isCommandRunning(process, pid, (Object[]) flight.arguments[REDIRECTS])) {
      return false;
    }
    if (toBeRaised) {
      tally.count(linux.raise(pid, policy.score()));
    }
    watch.add(process, ((String[]) flight.arguments[ARGV])[0], pid, policy.score());
    return true;
  }

  /**
   * What the shim added to argv may have been too much; so may anything else that only it needs.
   */
  @Override
  public boolean mayStartAnew(Flight flight, Throwable failure) {
    if (!(failure instanceof IOException)) {
      return false;
    }
    if (flight.plan.outcome() == Outcome.WRAPPED_NATIVE) {
      handshake.startFailed();
    }
    return true;
  }
}
