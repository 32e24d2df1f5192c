package ai.openclaw.oom.lib;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/**
 * What the drivers of all libraries have in common. What a driver says is compared, line by line,
 * between a run without the agent and one with it.
 */
public final class Driver {

  /** Shell text: says that it runs, its child too, and waits for SIGTERM, which ends both. */
  static final String SUPERVISED =
      "trap 'kill $!' TERM; sh -c 'echo ready; exec sleep 600' & wait $!";

  private Driver() {}

  /** Prints what a call gave, or what it threw with all causes. */
  static void says(String what, Callable<?> call) {
    String value;
    try {
      value = String.valueOf(call.call());
    } catch (Throwable thrown) {
      StringBuilder text = new StringBuilder("threw");
      for (Throwable t = thrown; t != null; t = t.getCause()) {
        text.append(" [").append(t).append(']');
      }
      value = text.toString();
    }
    System.out.println(what + ": " + value.replace("\r", "\\r").replace("\n", "\\n"));
  }

  /** An executable file in the directory {@code bin} of the JVM's working directory. */
  static Path executable(String name, String text) throws IOException {
    Path file = Files.createDirectories(Path.of("bin")).toAbsolutePath().resolve(name);
    Files.writeString(file, text);
    if (!file.toFile().setExecutable(true)) {
      throw new IOException("cannot make it executable: " + file);
    }
    return file;
  }

  /** Text that a child writes bit by bit. */
  static final class Text extends OutputStream {
    private final StringBuilder unread = new StringBuilder();
    private boolean closed;

    Text() {}

    /** Takes in what a stream holds, on a thread of its own. */
    static Text of(InputStream in) {
      Text text = new Text();
      Thread pump =
          new Thread(
              () -> {
                try (text) {
                  in.transferTo(text);
                } catch (IOException e) {
                  // A terminal whose last process has ended reads as an error.
                }
              });
      pump.setDaemon(true);
      pump.start();
      return text;
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
      unread.append(new String(bytes, offset, length, StandardCharsets.ISO_8859_1));
      notifyAll();
    }

    @Override
    public synchronized void close() {
      closed = true;
      notifyAll();
    }

    /** Waits for a marker, and gives and consumes the text before it. */
    synchronized String before(String marker) throws InterruptedException {
      int at;
      while ((at = unread.indexOf(marker)) < 0) {
        if (closed) {
          throw new IllegalStateException("ended without " + marker + ": " + unread);
        }
        wait();
      }
      String text = unread.substring(0, at);
      unread.delete(0, at + marker.length());
      return text;
    }

    /** Waits for the end, and gives what is left. */
    synchronized String rest() throws InterruptedException {
      while (!closed) {
        wait();
      }
      return unread.toString();
    }
  }
}
