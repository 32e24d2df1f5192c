package ai.openclaw.oom.hook;

import ai.openclaw.oom.spawn.Plan;
import ai.openclaw.oom.spawn.Request;
import ai.openclaw.oom.spawn.Search;

/**
 * {@code jnr.posix.BaseNativePOSIX.posix_spawnp(String path, Collection fileActions, Collection
 * attributes, CharSequence[] argv, CharSequence[] environment)}, which gives the pid or -1.
 */
final class JnrPosixSpawn extends SpawnPoint {
  private static final int PROGRAM = 0;
  private static final int ARGV = 3;
  private static final int ENVIRONMENT = 4;

  JnrPosixSpawn(Raiser raiser) {
    super(raiser);
  }

  @Override
  Request request(Object[] arguments) {
    CharSequence[] words = (CharSequence[]) arguments[ARGV];
    String[] argv = new String[words.length];
    for (int i = 0; i < words.length; i++) {
      argv[i] = words[i].toString();
    }
    return Request.ofEntries(
        (String) arguments[PROGRAM],
        argv,
        (CharSequence[]) arguments[ENVIRONMENT],
        null,
        Search.POSIX_SPAWNP);
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
          Environments.changed((CharSequence[]) arguments[ENVIRONMENT], plan.environmentChanges());
    }
  }

  @Override
  long pid(Flight flight, Object result) {
    return (Long) result;
  }
}
