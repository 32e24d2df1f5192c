package ai.openclaw.oom.cli.attach;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.util.Optional;

/**
 * Sends SIGQUIT, for which plain Java has no way: by a call of the system's library where Java has
 * learnt that (22), else by whatever {@code kill} there is.
 */
final class QuitSignal {
  private static final int SIGQUIT = 3;
  private static final String FOREIGN = "java.lang.foreign.";

  private QuitSignal() {}

  static void send(long pid) throws Refusal, IOException {
    String number = Long.toString(pid);
    if (!call(pid)
        && !run("kill", "-QUIT", number)
        && !run("/bin/sh", "-c", "kill -QUIT \"$0\"", number)
        && !run("busybox", "kill", "-QUIT", number)) {
      throw new Refusal(
          "this runtime has no jdk.attach, and before 22 it needs a program that sends signals: run"
              + " this with a JDK, or where there is a shell");
    }
  }

  /** Whether it was sent. */
  private static boolean call(long pid) {
    try {
      Class<?> layouts = Class.forName(FOREIGN + "ValueLayout");
      Class<?> layout = Class.forName(FOREIGN + "MemoryLayout");
      Class<?> linkers = Class.forName(FOREIGN + "Linker");
      Class<?> functions = Class.forName(FOREIGN + "FunctionDescriptor");
      Class<?> option = Class.forName(FOREIGN + "Linker$Option");
      Object number = layouts.getField("JAVA_INT").get(null);
      Object arguments = Array.newInstance(layout, 2);
      Array.set(arguments, 0, number);
      Array.set(arguments, 1, number);
      Object function =
          functions.getMethod("of", layout, arguments.getClass()).invoke(null, number, arguments);
      Object linker = linkers.getMethod("nativeLinker").invoke(null);
      Object lookup = linkers.getMethod("defaultLookup").invoke(linker);
      Class<?> lookups = Class.forName(FOREIGN + "SymbolLookup");
      Optional<?> kill =
          (Optional<?>) lookups.getMethod("find", String.class).invoke(lookup, "kill");
      Object options = Array.newInstance(option, 0);
      Method link =
          linkers.getMethod(
              "downcallHandle",
              Class.forName(FOREIGN + "MemorySegment"),
              functions,
              options.getClass());
      MethodHandle handle = (MethodHandle) link.invoke(linker, kill.get(), function, options);
      return (Integer) handle.invokeWithArguments((int) pid, SIGQUIT) == 0;
    } catch (Throwable t) {
      // Not on this runtime: there are other ways.
      return false;
    }
  }

  private static boolean run(String... command) throws IOException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      while (process.getInputStream().read() >= 0) {
        // What it says of a process that has ended is said by what follows.
      }
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
