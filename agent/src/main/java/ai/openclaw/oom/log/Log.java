package ai.openclaw.oom.log;

import java.io.FileDescriptor;
import java.io.FileOutputStream;

/**
 * The agent's own lines, one write each, on the process's stderr.
 *
 * <p>Not {@code System.err}, which applications replace by their logging, and never stdout, which
 * belongs to the application's protocol.
 */
public final class Log {
  private static final String[] LEVELS = {"off", "error", "warn", "info", "debug"};
  private static final int ERROR = 1;
  private static final int WARN = 2;
  private static final int INFO = 3;
  private static final int DEBUG = 4;

  private static boolean failed;
  private static volatile int level = WARN;
  private static volatile boolean waits = true;

  private Log() {}

  /**
   * @param name off, error, warn, info or debug; anything else is taken as warn
   */
  public static void setLevel(String name) {
    for (int i = 0; i < LEVELS.length; i++) {
      if (LEVELS[i].equals(name)) {
        level = i;
      }
    }
  }

  /** Says that something inside the agent went wrong: only the first such line is said. */
  public static synchronized void errorOnce(String line) {
    if (!failed) {
      failed = true;
      say(ERROR, line);
    }
  }

  public static void warn(String line) {
    say(WARN, line);
  }

  public static void info(String line) {
    say(INFO, line);
  }

  public static boolean isDebug() {
    return level >= DEBUG;
  }

  public static void debug(String line) {
    say(DEBUG, line);
  }

  /** From now on lines are said beside spawns, which must not wait for whoever reads them. */
  public static void neverWait() {
    waits = false;
  }

  private static void say(int lineLevel, String line) {
    if (level < lineLevel) {
      return;
    }
    try {
      if (waits) {
        new FileOutputStream(FileDescriptor.err).write(bytes(line));
      } else {
        LineWriter.STDERR.write(bytes(line));
      }
    } catch (Throwable t) {
      // stderr is closed, or memory is out: the spawn matters, the line does not.
    }
  }

  /** An exception's text, of the JDK's or a library's own, may be several lines: one is enough. */
  static byte[] bytes(String line) {
    int end = line.indexOf('\n');
    String first = end < 0 ? line : line.substring(0, end).trim() + " \u2026";
    return ("[openclaw-oom] " + first + "\n").getBytes();
  }
}
