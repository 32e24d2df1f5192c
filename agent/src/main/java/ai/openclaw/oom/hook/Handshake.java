package ai.openclaw.oom.hook;

import ai.openclaw.oom.linux.CommandWait;
import ai.openclaw.oom.log.Log;
import ai.openclaw.oom.shim.NativeShim;
import ai.openclaw.oom.shim.Relay;
import java.io.Closeable;
import java.io.IOException;
import java.lang.instrument.Instrumentation;

/**
 * Lets a start through the native helper end as a start without it: when the command runs, or, if
 * that failed, by starting it anew without the helper, so that the failure is the JDK's own.
 */
final class Handshake {
  private final NativeShim shim;
  private final CommandWait commandWait;
  private final Instrumentation instrumentation;

  Handshake(NativeShim shim, CommandWait commandWait, Instrumentation instrumentation) {
    this.shim = shim;
    this.commandWait = commandWait;
    this.instrumentation = instrumentation;
  }

  /** How the JDK is made to start the helper by itself, so that there is nothing to wait for. */
  Relay relay() {
    return shim.relay();
  }

  /**
   * Waits for the command.
   *
   * @param redirects of the spawn; null for none
   * @return false if it could not be executed; then nothing is left of the process
   */
  boolean isCommandRunning(Process process, long pid, Object[] redirects) {
    String helper = shim.helper();
    if (helper == null || commandWait.await(pid, helper) != CommandWait.Exec.FAILED) {
      return true;
    }
    process.destroyForcibly();
    close(process.getOutputStream());
    close(process.getInputStream());
    close(process.getErrorStream());
    if (redirects != null) {
      new JavaLang(instrumentation).resetPipes(redirects);
    }
    return false;
  }

  /** Called when the start itself failed: the helper may be gone. */
  void startFailed() {
    String helper = shim.helper();
    if (shim.giveUpIfUnusable()) {
      Log.warn("the native helper " + helper + " is no longer used: it cannot be executed");
    }
  }

  private static void close(Closeable stream) {
    try {
      stream.close();
    } catch (IOException e) {
      // Its other end is a process that never ran.
    }
  }
}
