package ai.openclaw.oom.surface;

import ai.openclaw.oom.linux.CommandWait;
import ai.openclaw.oom.linux.PidField;
import ai.openclaw.oom.shim.HelperStart;
import ai.openclaw.oom.shim.Relay;
import ai.openclaw.oom.shim.ShellShim;
import ai.openclaw.oom.spawn.Outcome;
import ai.openclaw.oom.spawn.Plan;
import ai.openclaw.oom.spawn.Request;
import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.Map;

/**
 * {@code java.lang.ProcessImpl.start(String[] argv, Map environment, String directory, Redirect[]
 * redirects, boolean mergeError)}: where every spawn of the JDK comes by.
 */
public final class JdkSurface extends SpawnSurface {
  private static final int ARGV = 0;
  private static final int ENVIRONMENT = 1;
  private static final int DIRECTORY = 2;
  private static final int REDIRECTS = 3;

  private static final String NULL_DEVICE = "/dev/null";

  private final HelperStart helper;
  private final CommandWait commandWait;
  private final Instrumentation instrumentation;

  /**
   * @param helper null where no native helper is used
   * @param commandWait for a shell's command
   */
  public JdkSurface(HelperStart helper, CommandWait commandWait, Instrumentation instrumentation) {
    this.helper = helper;
    this.commandWait = commandWait;
    this.instrumentation = instrumentation;
  }

  @Override
  @SuppressWarnings("unchecked")
  public Request request(Object[] arguments) {
    Map<String, String> environment = (Map<String, String>) arguments[ENVIRONMENT];
    return new Request(
        (String[]) arguments[ARGV],
        environment == null ? System.getenv() : environment,
        environment == null,
        (String) arguments[DIRECTORY],
        areRepeatable((ProcessBuilder.Redirect[]) arguments[REDIRECTS]));
  }

  /**
   * A plain file that is opened once more is as it was. A FIFO or a terminal may have nobody at its
   * other end any more, and then opening it does not end.
   */
  private static boolean areRepeatable(ProcessBuilder.Redirect[] redirects) {
    if (redirects != null) {
      for (ProcessBuilder.Redirect redirect : redirects) {
        File file = redirect.file();
        if (file != null
            && !file.getPath().equals(NULL_DEVICE)
            && !file.isFile()
            && file.exists()) {
          return false;
        }
      }
    }
    return true;
  }

  @Override
  @SuppressWarnings("unchecked")
  public void rewrite(Object[] arguments, Plan plan) {
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
  public long pid(Flight flight, Object result) {
    return flight.pid > 0 ? flight.pid : PidField.of((Process) result);
  }

  @Override
  public byte[] launch(Flight flight, String mechanism, byte[] program) {
    if (!flight.plan.isRelayed()) {
      return program;
    }
    byte[] path = helper.relay().path(mechanism, program);
    flight.launched = path != null;
    return path == null ? program : path;
  }

  @Override
  public boolean isShimInPlace(Flight flight) {
    if (!flight.plan.isRelayed()) {
      return true;
    }
    Relay relay = helper.relay();
    if (flight.launched) {
      relay.prove();
    } else {
      relay.stop();
    }
    return flight.launched;
  }

  @Override
  public boolean isRunning(Flight flight, Object result, long pid) {
    Plan plan = flight.plan;
    if (plan.outcome() == Outcome.WRAPPED_SH) {
      commandWait.await(pid, ShellShim.SHELL, ShellShim.SCRIPT);
      return true;
    }
    if (plan.isRelayed()
        || plan.outcome() != Outcome.WRAPPED_NATIVE
        || helper.isCommandRunning((Process) result, pid)) {
      return true;
    }
    Object[] redirects = (Object[]) flight.arguments[REDIRECTS];
    if (redirects != null) {
      new PipelinePipes(instrumentation).empty(redirects);
    }
    return false;
  }

  @Override
  public boolean mayStartAnew(Flight flight, Throwable failure) {
    // A redirection that could not be opened is not told by a number.
    int errno = Errno.of(failure);
    if (!(failure instanceof IOException) || errno == Errno.UNKNOWN || Errno.isOfResources(errno)) {
      return false;
    }
    if (flight.plan.isRelayed()) {
      // As long as it is, or only adds to what was too long before.
      boolean ofCommand = errno == Errno.ENOENT || errno == Errno.E2BIG;
      return flight.launched && helper.relay().mayHaveFailed(flight.request, ofCommand);
    }
    if (flight.plan.outcome() == Outcome.WRAPPED_NATIVE) {
      helper.startFailed();
    }
    return true;
  }

  @Override
  public void startedAnew(Flight flight, Plan failed) {
    // Too long with the helper's own share says nothing of the next one.
    if (failed.outcome() == Outcome.WRAPPED_NATIVE
        && flight.failure != null
        && Errno.of(flight.failure) != Errno.E2BIG) {
      helper.startedWithout(failed.isRelayed(), flight.failure);
    }
  }
}
