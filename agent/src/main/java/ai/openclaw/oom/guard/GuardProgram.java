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
final class GuardProgram implements Guard {
  private static final String NAME = "oom-guard";
  private static final File NOTHING = new File("/dev/null");

  /** Of a line that has not come whole; the program's are shorter. */
  private static final int LONGEST = 4096;

  private final Process process;
  private final StringBuilder said = new StringBuilder();

  GuardProgram(Process process) {
    this.process = process;
  }

  /**
   * Starts it.
   *
   * @param jar the agent's, beside which the program is
   * @param instead what is done without it, in words that end a line
   * @return null, after a line, if that cannot be
   */
  static GuardProgram start(File jar, List<String> arguments, String instead) {
    String path = new HelperFile(jar, NAME, instead).beside(true);
    if (path == null) {
      return null;
    }
    List<String> command = new ArrayList<>();
    command.add(path);
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.directory(new File("/"));
    builder.redirectError(NOTHING);
    try {
      return new GuardProgram(builder.start());
    } catch (IOException e) {
      Log.warn(path + " cannot be started: " + e.getMessage() + instead);
      return null;
    }
  }

  @Override
  public boolean isRunning() {
    return process.isAlive();
  }

  @Override
  public void tell(String lines) {
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

  @Override
  public List<String> lines() {
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

  @Override
  public void dismiss() {
    // Of other signals it takes no notice.
    process.destroyForcibly();
    closeBoth();
  }

  @Override
  public int ended() {
    closeBoth();
    return process.exitValue();
  }

  private void closeBoth() {
    close(process.getOutputStream());
    close(process.getInputStream());
  }

  private static void close(Closeable stream) {
    try {
      stream.close();
    } catch (IOException e) {
      // Its reader is gone.
    }
  }
}
