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

  /** Called when the start itself failed: the helper may be gone. */
  public void startFailed() {
    String helper = shim.helper();
    if (shim.giveUpIfUnusable()) {
      say(helper, "it cannot be executed");
    }
  }

  /**
   * Called when a start with the helper failed, and the same without has not: some policy of the
   * system's, which cannot be asked, forbids it now. The way ahead of jspawnhelper alone is given
   * up if it has never been seen to work.
   */
  public void startedWithout(boolean relayed, Throwable failure) {
    startFailed();
    String helper = shim.helper();
    if (helper == null) {
      return;
    }
    if (relayed && !relay().isProven()) {
      relay().fail(failure);
    } else {
      shim.giveUp();
      say(helper, firstLine(failure.getMessage()));
    }
  }

  /** From 21 on the JDK goes on to tell what might be the reason. */
  private static String firstLine(String text) {
    int end = text.indexOf('\n');
    return end < 0 ? text : text.substring(0, end).trim();
  }

  private static void say(String helper, String why) {
    Log.warn("the native helper " + helper + " is no longer used: " + why + HelperFile.INSTEAD);
  }

  private static void close(Closeable stream) {
    try {
      stream.close();
    } catch (IOException e) {
      // Its other end is a process that never ran.
    }
  }
}
