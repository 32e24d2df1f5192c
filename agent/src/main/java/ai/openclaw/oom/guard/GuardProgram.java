package ai.openclaw.oom.guard;

import ai.openclaw.oom.log.Log;
import ai.openclaw.oom.shim.HelperFile;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The guard's program as a process. It is started by the watch's own thread, so that the hook lets
 * it pass: it is neither raised nor counted nor watched.
 */
public final class GuardProgram {
  private static final String NAME = "oom-guard";
  private static final String INSTEAD = "; no guard is kept";
  private static final File NOTHING = new File("/dev/null");

  /** Of a line that has not come whole; the program's are shorter. */
  private static final int LONGEST = 4096;

  private final File jar;
  private final String mode;
  private final StringBuilder said = new StringBuilder();
  private Process process;

  /**
   * @param jar the agent's, beside which the program is
   * @param mode the option's value, for lines
   */
  public GuardProgram(File jar, String mode) {
    this.jar = jar;
    this.mode = mode;
  }

  /** Says once why there is no guard. */
  void refuse(String why) {
    Log.warn("guard=" + mode + " does nothing: " + why);
  }

  /**
   * Starts it.
   *
   * @return false, after a line, if that cannot be
   */
  boolean start(List<String> arguments) {
    String path = new HelperFile(jar, NAME, INSTEAD).beside(true);
    if (path == null) {
      return false;
    }
    List<String> command = new ArrayList<>();
    command.add(path);
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.directory(new File("/"));
    builder.redirectError(NOTHING);
    said.setLength(0);
    try {
      process = builder.start();
      return true;
    } catch (IOException e) {
      refuse(path + " cannot be started: " + e.getMessage());
      return false;
    }
  }

  /** Whether it was started, and its end has not been dealt with. */
  boolean isStarted() {
    return process != null;
  }

  /** Whether it runs now. */
  boolean isRunning() {
    return process != null && process.isAlive();
  }

  /** Tells it of children. */
  void tell(String lines) {
    if (!lines.isEmpty()) {
      try {
        OutputStream out = process.getOutputStream();
        out.write(lines.getBytes(StandardCharsets.US_ASCII));
        out.flush();
      } catch (IOException e) {
        // It has ended, which is seen with the next look.
      }
    }
  }

  /** The whole lines that it has said since the last time; never waits. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    try {
      InputStream in = process.getInputStream();
      byte[] piece = new byte[LONGEST];
      for (int n = in.available(); n > 0; n = in.available()) {
        int read = in.read(piece, 0, Math.min(n, LONGEST));
        if (read <= 0) {
          break;
        }
        said.append(new String(piece, 0, read, StandardCharsets.ISO_8859_1));
      }
    } catch (IOException e) {
      // It has ended; what it had said before is here.
    }
    for (int end = said.indexOf("\n"); end >= 0; end = said.indexOf("\n")) {
      lines.add(said.substring(0, end));
      said.delete(0, end + 1);
    }
    return lines;
  }

  /**
   * Deals with its end.
   *
   * @return its exit code
   */
  int ended() {
    int exit = process.exitValue();
    close(process.getOutputStream());
    close(process.getInputStream());
    process = null;
    return exit;
  }

  private static void close(Closeable stream) {
    try {
      stream.close();
    } catch (IOException e) {
      // Its reader is gone.
    }
  }
}
