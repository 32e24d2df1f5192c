package ai.openclaw.oom.surface;

import ai.openclaw.oom.spawn.Plan;
import ai.openclaw.oom.spawn.Request;
import ai.openclaw.oom.spawn.Search;
import java.util.Arrays;
import java.util.List;

/**
 * {@code com.zaxxer.nuprocess.linux.LinuxProcess.prepareProcess(List<String> argv, String[]
 * environment, Path directory)}: calls the JDK's own native start up to version 3, {@code
 * posix_spawnp} since 4, and keeps the pid to itself.
 */
public final class NuProcessSurface extends SpawnSurface {
  private static final int ARGV = 0;
  private static final int ENVIRONMENT = 1;
  private static final int DIRECTORY = 2;
  private static final int RECEIVER = 3;

  private static final ClassValue<Search> SEARCH =
      new ClassValue<Search>() {
        @Override
        protected Search computeValue(Class<?> linuxProcess) {
          try {
            // The JDK's native start, for JDK 10 and newer.
            Class.forName(
                "com.zaxxer.nuprocess.internal.LibJava10", false, linuxProcess.getClassLoader());
            return Search.JDK_MAP;
          } catch (ClassNotFoundException e) {
            return Search.POSIX_SPAWNP;
          }
        }
      };

  private NuProcessSurface() {}

  /** Whatever the version. The type that it is returned as spares a JVM without it this class. */
  public static SpawnSurface ofAll() {
    return new NuProcessSurface();
  }

  @Override
  @SuppressWarnings("unchecked")
  public Request request(Object[] arguments) {
    String[] argv = ((List<String>) arguments[ARGV]).toArray(new String[0]);
    Object directory = arguments[DIRECTORY];
    return Request.ofEntries(
        argv.length == 0 ? "" : argv[0],
        argv,
        (String[]) arguments[ENVIRONMENT],
        directory == null ? null : directory.toString(),
        SEARCH.get(arguments[RECEIVER].getClass()));
  }

  @Override
  public void rewrite(Object[] arguments, Plan plan) {
    if (plan.changesArgv()) {
      arguments[ARGV] = Arrays.asList(plan.argv());
    }
    if (!plan.environmentChanges().isEmpty()) {
      arguments[ENVIRONMENT] =
          Environments.changed((String[]) arguments[ENVIRONMENT], plan.environmentChanges());
    }
  }

  @Override
  public long pid(Flight flight, Object result) {
    Object process = flight.arguments[RECEIVER];
    try {
      return ((Number) process.getClass().getMethod("getPID").invoke(process)).longValue();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
