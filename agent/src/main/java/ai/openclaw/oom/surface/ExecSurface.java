package ai.openclaw.oom.surface;

import ai.openclaw.oom.spawn.Plan;
import ai.openclaw.oom.spawn.Request;
import ai.openclaw.oom.spawn.Search;

/**
 * A library's call that is made as {@code execve} is: a program, argv, and an environment of {@code
 * name=value}. It returns the pid, or less than 1.
 */
public final class ExecSurface extends SpawnSurface {
  private static final int NONE = -1;

  private final int program;
  private final int argv;
  private final int environment;
  private final int directory;
  private final Search search;

  /** Each place is that of a parameter, from 0 on; {@link #NONE} for a parameter that is not. */
  private ExecSurface(int program, int argv, int environment, int directory, Search search) {
    this.program = program;
    this.argv = argv;
    this.environment = environment;
    this.directory = directory;
    this.search = search;
  }

  /**
   * {@code com.pty4j.unix.NativePtyExecutor.execPty(String path, String[] argv, String[]
   * environment, String directory, …)}.
   */
  public static SpawnSurface ofPty4j() {
    return new ExecSurface(0, 1, 2, 3, Search.PTY4J);
  }

  /**
   * {@code jnr.posix.BaseNativePOSIX.posix_spawnp(String path, Collection fileActions, Collection
   * attributes, CharSequence[] argv, CharSequence[] environment)}.
   */
  public static SpawnSurface ofJnrPosix() {
    return new ExecSurface(0, 3, 4, NONE, Search.POSIX_SPAWNP);
  }

  @Override
  public Request request(Object[] arguments) {
    CharSequence[] words = (CharSequence[]) arguments[argv];
    String[] texts = new String[words.length];
    for (int i = 0; i < words.length; i++) {
      texts[i] = words[i].toString();
    }
    return Request.ofEntries(
        (String) arguments[program],
        texts,
        (CharSequence[]) arguments[environment],
        directory == NONE ? null : (String) arguments[directory],
        search);
  }

  @Override
  public void rewrite(Object[] arguments, Plan plan) {
    if (plan.changesArgv()) {
      String[] wrapped = plan.argv();
      arguments[program] = wrapped[0];
      arguments[argv] = wrapped;
    }
    if (!plan.environmentChanges().isEmpty()) {
      arguments[environment] =
          Environments.changed((CharSequence[]) arguments[environment], plan.environmentChanges());
    }
  }

  @Override
  public long pid(Flight flight, Object result) {
    return ((Number) result).longValue();
  }
}
