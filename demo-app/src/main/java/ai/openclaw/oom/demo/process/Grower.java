package ai.openclaw.oom.demo.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The child's role: holds 4 MB more for each line that it is sent, and answers with the MB held.
 *
 * <p>It is a JVM, because that is the one program sure to be wherever the demo runs. With a heap of
 * 8 MB it starts at 35 MB resident, more than half of it file pages that it shares with the
 * gateway. The 4 MB come as direct buffers, so that no collector's rhythm blurs the steps.
 */
public final class Grower {
  /** The option of a JVM that grows beyond any group of the demo's. */
  public static final String ROOM = "-XX:MaxDirectMemorySize=2g";

  public static final int STEP_MB = 4;

  /** The same in KiB. */
  public static final int STEP_KB = STEP_MB << 10;

  private static final int PAGE_BYTES = 4096;

  private final BufferedReader in;
  private final PrintStream out;
  private final List<ByteBuffer> held = new ArrayList<>();

  public Grower(InputStream in, PrintStream out) {
    this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    this.out = out;
  }

  /** Its command line. */
  public static List<String> command() {
    return Jvm.command("child", "-Xms8m", "-Xmx8m", ROOM);
  }

  /** Serves until its input ends, so that it never outlives its gateway. */
  public int serve() throws IOException {
    do {
      out.println(held.size() * STEP_MB);
      out.flush();
      if (in.readLine() == null) {
        return 0;
      }
      held.add(step());
    } while (true);
  }

  /** 4 MB more, every page of it touched. */
  public static ByteBuffer step() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(STEP_MB << 20);
    for (int at = 0; at < buffer.capacity(); at += PAGE_BYTES) {
      buffer.put(at, (byte) 1);
    }
    return buffer;
  }
}
