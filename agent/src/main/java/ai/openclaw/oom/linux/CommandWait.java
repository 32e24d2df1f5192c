package ai.openclaw.oom.linux;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits until a shim has become its command, or a native helper has failed to.
 *
 * <p>How long a process's executable file is can be asked with one system call and no exception;
 * only a file of the very length of the helper's is worth a second look.
 *
 * <p>The kernel sets {@code /proc/PID/exe} before it closes the JDK's pipe, so once the JDK's start
 * has returned the link names the helper until the command runs. Only {@code comm} would not do: it
 * is set after the pipe is closed.
 */
public final class CommandWait {
  /** The helper's own name for itself once its exec has failed; an errno follows. */
  private static final String FAILED = "oom-shim:E";

  /** Longer than any exec takes; shorter than a failed helper waits for us. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(4);

  /** A shell that takes longer is stopped, or nobody lets it run: no spawn is delayed for that. */
  private static final long SHELLS_PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final String DELETED = " (deleted)";
  private static final int LOOKS_PER_SECOND_LOOK = 8;
  private static final int SPINS = 200;
  private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

  /** What became of a native helper. */
  public enum Exec {
    /** The command runs, or has run. */
    DONE,
    /** The command could not be executed; the helper waits to be killed. */
    FAILED,
    /** Not seen within seconds: a file system that hangs, perhaps. */
    UNKNOWN
  }

  private volatile Helper known;
  private volatile Shell knownShell;

  /**
   * Waits until a native helper has executed its command; that takes tens of microseconds.
   *
   * @param path the helper's real path
   */
  public Exec await(long pid, String path) {
    Helper helper = known;
    if (helper == null || !helper.path.equals(path)) {
      helper = new Helper(path);
      known = helper;
    }
    // An interrupt would end every pause at once. It is kept for whom it is meant for.
    boolean interrupted = Thread.interrupted();
    try {
      return await(pid, helper);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Waits until a shell has executed its command, which takes half a millisecond. That command may
   * be a shell itself, so the shim is known by its script, too.
   *
   * @param path the shell's
   * @param script what the script of the shim, its third argument, begins with; ASCII
   */
  public void await(long pid, String path, String script) {
    Shell shell = knownShell;
    if (shell == null) {
      shell = new Shell(path, script);
      knownShell = shell;
    }
    boolean interrupted = Thread.interrupted();
    try {
      await(pid, shell);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void await(long pid, Shell shell) {
    File exe = new File("/proc/" + pid + "/exe");
    long start = System.nanoTime();
    for (int i = 1; System.nanoTime() - start < SHELLS_PATIENCE_NANOS; i++) {
      pause(i);
      if (exe.length() != shell.length || i % LOOKS_PER_SECOND_LOOK == 0 && !shell.isRunIn(pid)) {
        return;
      }
    }
  }

  // Before the first look: the shim may be waiting for this very processor.
  private static void pause(int look) {
    if (look < SPINS) {
      Thread.yield();
    } else {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private static Exec await(long pid, Helper helper) {
    File exe = new File("/proc/" + pid + "/exe");
    long start = System.nanoTime();
    for (int i = 1; ; i++) {
      pause(i);
      if (exe.length() != helper.length) {
        // Another file; or none, as the process has ended, which a failed helper does not; or not
        // to be read, as the command is setuid or not dumpable, which the helper is not.
        return Exec.DONE;
      }
      if (i % LOOKS_PER_SECOND_LOOK == 0) {
        try {
          // The link is asked last, because a command could bear such a name itself.
          boolean failed = comm(pid).startsWith(FAILED);
          if (!helper.isNamedBy(Files.readSymbolicLink(exe.toPath()).toString())) {
            return Exec.DONE;
          }
          if (failed) {
            return Exec.FAILED;
          }
        } catch (IOException e) {
          return Exec.DONE;
        }
      }
      if (System.nanoTime() - start > PATIENCE_NANOS) {
        return Exec.UNKNOWN;
      }
    }
  }

  private static String comm(long pid) throws IOException {
    byte[] name = new byte[16];
    try (InputStream in = new FileInputStream("/proc/" + pid + "/comm")) {
      return new String(name, 0, Math.max(0, in.read(name)), StandardCharsets.ISO_8859_1);
    }
  }

  private static final class Helper {
    final String path;
    final long length;
    private final String name;

    Helper(String path) {
      this.path = path;
      this.length = new File(path).length();
      this.name = path.substring(path.lastIndexOf('/'));
    }

    /** Its folder may have been exchanged meanwhile, and it may have been deleted. */
    boolean isNamedBy(String link) {
      return link.endsWith(name) || link.endsWith(name + DELETED);
    }
  }

  private static final class Shell {
    final long length;
    private final byte[] arguments;

    Shell(String path, String script) {
      this.length = new File(path).length();
      this.arguments = (path + "\0-c\0" + script).getBytes(StandardCharsets.ISO_8859_1);
    }

    boolean isRunIn(long pid) {
      byte[] found = new byte[arguments.length];
      try (InputStream in = new FileInputStream("/proc/" + pid + "/cmdline")) {
        return in.read(found) == found.length && Arrays.equals(found, arguments);
      } catch (IOException e) {
        return false;
      }
    }
  }
}
