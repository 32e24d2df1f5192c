package ai.openclaw.oom.probe;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.zip.CRC32;

/** A child process that has ended: what it wrote and how it went. */
final class Child {

  static final String SCORE_FILE = "/proc/self/oom_score_adj";

  /** Shell text that prints the shell's own score, without starting another process. */
  static final String PRINT_SCORE = "read -r s <" + SCORE_FILE + "; echo score=$s; ";

  /** How the score of a child that has waited is printed: by then its parent has raised it. */
  static final String WAITED = "waited-score=";

  /** Shell text for {@link #runWaiting}: waits for the end of input, then prints the score. */
  static final String WAIT_AND_PRINT_SCORE =
      "read -r end; read -r s <" + SCORE_FILE + "; echo " + WAITED + "$s; ";

  private final byte[] out;
  private final byte[] err;
  private final int exit;

  private Child(byte[] out, byte[] err, int exit) {
    this.out = out;
    this.err = err;
    this.exit = exit;
  }

  /**
   * Prints its score with a single read. {@code cat} reads on to the end of the file, and if the
   * parent raises it in between, what it then finds is the rest of the new number.
   */
  static String[] scoreAtOnce() {
    return new String[] {"head", "-n1", SCORE_FILE};
  }

  static Child run(String... command) throws Exception {
    return run(new ProcessBuilder(command));
  }

  static Child run(ProcessBuilder builder) throws Exception {
    return of(builder.start());
  }

  /**
   * Lets the child see the end of its input once it has been started, and that is what the child
   * must wait for before it prints its score: no shim can carry it without a visible change, so it
   * may be raised from outside, up to the moment at which the start returns.
   */
  static Child runWaiting(ProcessBuilder builder) throws Exception {
    Process process = builder.start();
    process.getOutputStream().close();
    return of(process);
  }

  /** Reads both streams to their ends at once, since a child may fill either pipe first. */
  static Child of(Process process) throws Exception {
    FutureTask<byte[]> err = new FutureTask<>(() -> bytes(process.getErrorStream()));
    new Thread(err).start();
    byte[] out = bytes(process.getInputStream());
    return new Child(out, err.get(), process.waitFor());
  }

  /** A shell that prints its score and then runs {@code script} with {@code arguments}. */
  static ProcessBuilder shell(String script, String... arguments) {
    return plainShell(PRINT_SCORE + script, arguments);
  }

  /** The same, for {@link #runWaiting}. */
  static ProcessBuilder waitingShell(String script, String... arguments) {
    return plainShell(WAIT_AND_PRINT_SCORE + script, arguments);
  }

  private static ProcessBuilder plainShell(String script, String... arguments) {
    List<String> command = new ArrayList<>(Arrays.asList("sh", "-c", script, "sh"));
    command.addAll(Arrays.asList(arguments));
    return new ProcessBuilder(command);
  }

  static byte[] bytes(InputStream in) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      all.write(buffer, 0, n);
    }
    return all.toByteArray();
  }

  byte[] out() {
    return out;
  }

  int exit() {
    return exit;
  }

  /** For a child that printed nothing but the text of {@link #SCORE_FILE}. */
  String score() {
    return "score=" + toString();
  }

  /** The transcript with all but the first line, which holds the score, cut down to a checksum. */
  String digest() {
    int first = 0;
    while (first < out.length && out[first] != '\n') {
      first++;
    }
    String line = Text.of(Arrays.copyOf(out, first));
    String rest = digest(Arrays.copyOfRange(out, first, out.length));
    return line + " out=" + rest + " err=" + digest(err) + " exit=" + exit;
  }

  private static String digest(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return bytes.length + " bytes, crc " + Long.toHexString(crc.getValue());
  }

  @Override
  public String toString() {
    return text(out, err, exit);
  }

  /** What is to be expected of one. */
  static String text(byte[] out, byte[] err, int exit) {
    return Text.of(out) + " err=" + Text.of(err) + " exit=" + exit;
  }
}
