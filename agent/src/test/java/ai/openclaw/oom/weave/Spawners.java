package ai.openclaw.oom.weave;

import ai.openclaw.oom.Ended;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Spawn methods to be woven, one for each surface. They start nothing, tell what they got in {@link
 * #CALLS}, and fail where the command is {@code fails}.
 */
public final class Spawners {
  /** Seen by every copy of the classes below. */
  public static final List<String> CALLS = new ArrayList<>();

  /** What {@link ProcessImpl} gives. */
  public static final Process STARTED = new Ended(7);

  private Spawners() {}

  /** A call, which fails if it is told to. */
  public static void called(Object... arguments) {
    CALLS.add(Arrays.deepToString(arguments));
    if (Arrays.deepToString(arguments).contains("fails")) {
      throw new IllegalStateException("failed");
    }
  }

  /** Static, with a loop, a handler of its own and two returns. */
  public static class ProcessImpl {
    private static final TimeUnit launchMechanism = TimeUnit.DAYS;
    private static final byte[] helperpath = {1, 0};

    public ProcessImpl() {}

    /** Like the JDK's, which starts a program of its own ahead of the command. */
    public ProcessImpl(String command) {
      called(launchMechanism.ordinal() + 1, helperpath, command);
    }

    /** A number as the last word makes it return early. */
    public static Process start(
        String[] argv, Map<String, String> env, String dir, Redirect[] redirects, boolean merge) {
      called(argv, env, dir, redirects, merge);
      Process process = STARTED;
      for (String word : argv) {
        try {
          Integer.parseInt(word);
        } catch (NumberFormatException e) {
          continue;
        }
        return STARTED;
      }
      return process;
    }
  }

  /** Gives an int. */
  public static class NativePtyExecutor {
    public final int execPty(
        String path,
        String[] argv,
        String[] env,
        String dir,
        String pty,
        int descriptor,
        String error,
        int errorDescriptor,
        boolean console) {
      called(path, argv, env, dir, pty, descriptor, error, errorDescriptor, console);
      return 42;
    }
  }

  /** Private, and gives nothing. */
  public static class LinuxProcess {
    @SuppressWarnings("unused")
    private void prepareProcess(List<String> argv, String[] env, Path dir) {
      called(argv, env, dir);
    }
  }

  /** Gives a long. */
  public static class BaseNativePOSIX {
    public long posix_spawnp(
        String path,
        Collection<?> actions,
        Collection<?> attributes,
        CharSequence[] argv,
        CharSequence[] env) {
      called(path, actions, attributes, argv, env);
      return 1L << 40;
    }
  }
}
