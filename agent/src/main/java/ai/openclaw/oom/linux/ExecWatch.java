package ai.openclaw.oom.linux;

import ai.openclaw.oom.linux.Linux.Exec;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits until a native helper has become its command, or has failed to.
 *
 * <p>The kernel sets {@code /proc/PID/exe} before it closes the JDK's pipe, so once the JDK's start
 * has returned the link names the helper until the command runs. Only {@code comm} would not do: it
 * is set after the pipe is closed.
 */
final class ExecWatch {
  /** The helper's own name for itself once its exec has failed; an errno follows. */
  private static final String FAILED = "oom-shim:E";

  /** Longer than any exec takes; shorter than a failed helper waits for us. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(4);

  private static final int LOOKS_PER_FAILURE = 16;
  private static final int SPINS = 200;
  private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

  private ExecWatch() {}

  static Exec await(long pid, String helper) {
    Path exe = Paths.get("/proc/" + pid + "/exe");
    long start = System.nanoTime();
    for (int i = 0; ; i++) {
      try {
        if (!isHelper(exe, helper)) {
          return Exec.DONE;
        }
        // Only now and then, since failures are rare and each look is a file opened. The link is
        // asked again, because a command could bear such a name itself.
        if (i % LOOKS_PER_FAILURE == LOOKS_PER_FAILURE - 1
            && comm(pid).startsWith(FAILED)
            && isHelper(exe, helper)) {
          return Exec.FAILED;
        }
      } catch (NoSuchFileException e) {
        // Ended already; a failed helper would still be waiting for us.
        return Exec.DONE;
      } catch (IOException e) {
        // Not to be read: the command is setuid or not dumpable, the helper is neither.
        return Exec.DONE;
      }
      if (System.nanoTime() - start > PATIENCE_NANOS) {
        return Exec.UNKNOWN;
      }
      if (i < SPINS) {
        Thread.yield();
      } else {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  private static boolean isHelper(Path exe, String helper) throws IOException {
    return Files.readSymbolicLink(exe).toString().equals(helper);
  }

  private static String comm(long pid) throws IOException {
    byte[] name = new byte[16];
    try (InputStream in = new FileInputStream("/proc/" + pid + "/comm")) {
      return new String(name, 0, Math.max(0, in.read(name)), StandardCharsets.ISO_8859_1);
    }
  }
}
