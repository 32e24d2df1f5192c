package ai.openclaw.oom.shim;

import ai.openclaw.oom.linux.Executables;
import ai.openclaw.oom.log.Log;
import ai.openclaw.oom.spawn.Command;
import ai.openclaw.oom.spawn.Request;
import ai.openclaw.oom.spawn.Wrapped;
import java.io.File;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * Puts the native helper before {@code jspawnhelper}, the program that the JDK itself starts by
 * {@code posix_spawn} (its default since JDK 13) and that then becomes the command.
 *
 * <p>That is the better place, where there is one: argv stays the application's, what is to be
 * executed is for the JDK to find, it fails in its own words and returns when the command runs.
 *
 * <p>Of that start only the path of the program can be chosen, so the path tells the helper what it
 * has to know: the score, and where {@code jspawnhelper} is. See {@code oom-shim.c}.
 */
public final class Relay {
  private static final String MECHANISM = "jdk.lang.Process.launchMechanism";
  private static final String POSIX_SPAWN = "POSIX_SPAWN";

  private static final int FIRST_WITH_POSIX_SPAWN = 13;
  private static final String SPAWN_HELPER = "/" + Wrapped.SPAWN_HELPER;

  /** So far up the score leads. */
  private static final int LEVELS_OF_SCORE = 5;

  /** Above the root is the root. */
  private static final int LEVELS_TO_SPARE = 3;

  private final Executables executables;
  private final String helper;

  /** As files are named; null if that is not known. Found here, where permissions are ours. */
  private final byte[] helperBytes;

  private final int score;

  /** How far up the root is from where {@code jspawnhelper} should be. */
  private final int levels;

  /** A constant of the JDK's is what it is made of. */
  private volatile byte[] path;

  private volatile boolean usable = isExpected();
  private volatile boolean proven;

  /**
   * @param helper the real path of an intact helper
   * @param score the target, 1 to 1000
   */
  Relay(String helper, int score, Executables executables) {
    this.executables = executables;
    this.helper = helper;
    this.helperBytes = asFilesAreNamed(helper);
    this.score = score;
    this.levels = levelsOf(new File(System.getProperty("java.home"), "lib")) + LEVELS_TO_SPARE;
  }

  private static int levelsOf(File directory) {
    try {
      int levels = 0;
      for (File up = directory.getCanonicalFile(); up != null; up = up.getParentFile()) {
        levels++;
      }
      return levels;
    } catch (IOException e) {
      // Too few: the first start that way fails, and is the last.
      return 0;
    }
  }

  /**
   * Whether this JVM is going to start its processes that way. It has the last word itself, see
   * {@link #path}.
   */
  private static boolean isExpected() {
    String mechanism = System.getProperty(MECHANISM);
    if (mechanism != null) {
      return mechanism.toUpperCase(Locale.ROOT).equals(POSIX_SPAWN);
    }
    String version = System.getProperty("java.specification.version");
    return !version.startsWith("1.") && Integer.parseInt(version) >= FIRST_WITH_POSIX_SPAWN;
  }

  boolean isUsable() {
    return usable;
  }

  /** Nothing is started that way any more. */
  public void stop() {
    usable = false;
  }

  /** A start that way has succeeded: it is not forbidden by some policy that cannot be asked. */
  public void prove() {
    if (!proven) {
      proven = true;
    }
  }

  boolean isProven() {
    return proven;
  }

  /**
   * The path that makes the JDK start the helper first.
   *
   * @param mechanism the JDK's name for how it starts processes
   * @param spawnHelper the path that it would start, ending in a zero byte
   * @return the path to be started in its place, or null if that cannot be done
   */
  public byte[] path(String mechanism, byte[] spawnHelper) {
    if (!mechanism.equals(POSIX_SPAWN)) {
      return null;
    }
    if (path == null) {
      path = make(spawnHelper);
    }
    return path;
  }

  private byte[] make(byte[] spawnHelper) {
    // Each byte is one character and stays itself.
    Charset bytes = StandardCharsets.ISO_8859_1;
    String own = new String(spawnHelper, 0, Math.max(0, spawnHelper.length - 1), bytes);
    boolean isKnown = own.startsWith("/") && own.endsWith(SPAWN_HELPER) && !own.contains("/..");
    if (!isKnown || helperBytes == null) {
      return null;
    }
    StringBuilder text = new StringBuilder();
    text.append(own, 0, own.length() - SPAWN_HELPER.length()).append("/..");
    for (int unit = 1000; unit > 0; unit /= 10) {
      for (int slashes = score / unit % 10; slashes >= 0; slashes--) {
        text.append('/');
      }
      text.append("..");
    }
    for (int i = LEVELS_OF_SCORE; i < levels; i++) {
      text.append("/..");
    }
    byte[] way = text.toString().getBytes(bytes);
    byte[] made = Arrays.copyOf(way, way.length + helperBytes.length + 1);
    System.arraycopy(helperBytes, 0, made, way.length, helperBytes.length);
    return made;
  }

  /** Since JDK 18 the default charset says nothing about file names. */
  private static byte[] asFilesAreNamed(String path) {
    try {
      return path.getBytes(System.getProperty("sun.jnu.encoding", "UTF-8"));
    } catch (UnsupportedEncodingException e) {
      return null;
    }
  }

  /**
   * Whether a start that way may have failed for its own sake, so that it is worth repeating
   * without. Once one has succeeded it is only if the helper is gone, or if looking at the command
   * does not explain the failure: policies of the system's cannot be asked.
   *
   * @param explained whether the kind of the failure alone says that it was the command's
   */
  public boolean mayHaveFailed(Request request, boolean explained) {
    if (!proven || !executables.isAllowed(helper)) {
      return true;
    }
    if (explained) {
      return false;
    }
    Command command = Command.of(request, executables);
    return command != null && !command.fails();
  }

  /** Called when a start that way has failed, and the same without has not. */
  public void fail(Throwable failure) {
    stop();
    Log.warn(
        "the native helper "
            + helper
            + " is no longer started ahead of jspawnhelper: "
            + failure.getMessage());
  }
}
