package ai.openclaw.oom.hook;

import ai.openclaw.oom.spawn.Plan;
import ai.openclaw.oom.spawn.Request;
import ai.openclaw.oom.spawn.Search;

/**
 * {@code com.pty4j.unix.NativePtyExecutor.execPty(String path, String[] argv, String[] environment,
 * String directory, …)}, which gives the pid.
 */
final class Pty4jSpawn extends SpawnPoint {
  private static final int PROGRAM = 0;
  private static final int ARGV = 1;
  private static final int ENVIRONMENT = 2;
  private static final int DIRECTORY = 3;

  Pty4jSpawn(Raiser raiser) {
    super(raiser);
  }

  @Override
  Request request(Object[] arguments) {
    return Request.ofEntries(
        (String) arguments[PROGRAM],
        (String[]) arguments[ARGV],
        (String[]) arguments[ENVIRONMENT],
        (String) arguments[DIRECTORY],
        Search.PTY4J);
  }

  @Override
  void rewrite(Object[] arguments, Plan plan) {
    if (plan.isWrapped()) {
      String[] argv = plan.argv();
      arguments[PROGRAM] = argv[0];
      arguments[ARGV] = argv;
    }
    if (!plan.environmentChanges().isEmpty()) {
      arguments[ENVIRONMENT] =
          Environments.changed((String[]) arguments[ENVIRONMENT], plan.environmentChanges());
    }
  }

  @Override
  long pid(Flight flight, Object result) {
    return (Integer) result;
  }
}
