package ai.openclaw.oom.shim;

import ai.openclaw.oom.linux.CommandWait;
import ai.openclaw.oom.log.Log;
import java.io.Closeable;
import java.io.IOException;

/**
 * Lets a start through the native helper end as a start without it: when the command runs, or, if
 * that failed, by starting it anew without the helper, so that the failure is the JDK's own.
 */
public final class HelperStart {
  private final NativeShim shim;
  private final CommandWait commandWait;

  public HelperStart(NativeShim shim, CommandWait commandWait) {
    this.shim = shim;
    this.commandWait = commandWait;
  }

  /** How the JDK is made to start the helper by itself, so that there is nothing to wait for. */
  public Relay relay() {
    return shim.relay();
  }

  /**
   * Waits for the command.
   *
   * @return false if it could not be executed; then nothing is left of the process
   */
  public boolean isCommandRunning(Process process, long pid) {
    String helper = shim.helper();
    if (helper == null || commandWait.await(pid, helper) != CommandWait.Exec.FAILED) {
      return true;
    }
    process.destroyForcibly();
    close(process.getOutputStream());
    close(process.getInputStream());
    close(process.getErrorStream());
    return false;
  }

  /**
   * Called when the start itself failed: the helper may be gone.
   *
   * @return whether it is no longer used at all
   */
  public boolean startFailed() {
    String helper = shim.helper();
    boolean givenUp = shim.giveUpIfUnusable();
    if (givenUp) {
      Log.warn(
          "the native helper "
              + helper
              + " is no longer used: it cannot be executed"
              + HelperFile.INSTEAD);
    }
    return givenUp;
  }

  /** Called when a start ahead of jspawnhelper failed, and the same without has not. */
  public void launchFailed(Throwable failure) {
    if (!startFailed()) {
      relay().fail(failure);
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
