package ai.openclaw.oom.hook;

import ai.openclaw.oom.shim.Relay;
import ai.openclaw.oom.spawn.Outcome;
import ai.openclaw.oom.spawn.Plan;
import ai.openclaw.oom.spawn.Request;
import java.io.IOException;
import java.util.Map;

/**
 * {@code java.lang.ProcessImpl.start(String[] argv, Map environment, String directory, Redirect[]
 * redirects, boolean mergeError)}: where every spawn of the JDK comes by.
 */
final class JdkSpawn extends SpawnPoint {
  private static final int ARGV = 0;
  private static final int ENVIRONMENT = 1;
  private static final int DIRECTORY = 2;
  private static final int REDIRECTS = 3;

  private final Handshake handshake;

  /**
   * @param handshake null where no native helper is used
   */
  JdkSpawn(Raiser raiser, Handshake handshake) {
    super(raiser);
    this.handshake = handshake;
  }

  @Override
  @SuppressWarnings("unchecked")
  Request request(Object[] arguments) {
    Map<String, String> environment = (Map<String, String>) arguments[ENVIRONMENT];
    return new Request(
        (String[]) arguments[ARGV],
        environment == null ? System.getenv() : environment,
        environment == null,
        (String) arguments[DIRECTORY]);
  }

  @Override
  @SuppressWarnings("unchecked")
  void rewrite(Object[] arguments, Plan plan) {
    if (plan.changesArgv()) {
      arguments[ARGV] = plan.argv();
    }
    if (!plan.environmentChanges().isEmpty()) {
      arguments[ENVIRONMENT] =
          Environments.changed(
              (Map<String, String>) arguments[ENVIRONMENT], plan.environmentChanges());
    }
  }

  @Override
  long pid(Flight flight, Object result) {
    return flight.pid > 0 ? flight.pid : PidField.of((Process) result);
  }

  @Override
  byte[] relay(Flight flight, String mechanism, byte[] program) {
    if (!flight.plan.isRelayed()) {
      return program;
    }
    byte[] path = handshake.relay().path(mechanism, program);
    flight.relayed = path != null;
    return path == null ? program : path;
  }

  @Override
  boolean isRunning(Flight flight, Object result, long pid) {
    if (flight.plan.isRelayed()) {
      Relay relay = handshake.relay();
      if (flight.relayed) {
        relay.prove();
      } else {
        relay.stop();
        planWithoutShim(flight);
      }
      return true;
    }
    return flight.plan.outcome() != Outcome.WRAPPED_NATIVE
        || handshake.isCommandRunning(
            (Process) result, pid, (Object[]) flight.arguments[REDIRECTS]);
  }

  @Override
  void startedAnew(Flight failed) {
    if (failed.plan.isRelayed()) {
      handshake.relay().stop();
    }
  }

  /**
   * What the shim added to argv may have been too much; so may anything else that only it needs.
   */
  @Override
  boolean mayStartAnew(Flight flight, Throwable failure) {
    if (!(failure instanceof IOException)) {
      return false;
    }
    if (flight.plan.isRelayed()
        && !(flight.relayed && handshake.relay().mayHaveFailed(failure.getMessage()))) {
      return false;
    }
    if (flight.plan.outcome() == Outcome.WRAPPED_NATIVE) {
      handshake.startFailed();
    }
    return true;
  }
}
