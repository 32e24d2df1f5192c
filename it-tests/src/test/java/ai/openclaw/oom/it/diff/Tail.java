package ai.openclaw.oom.it.diff;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/** What is added to a file from some moment on. */
final class Tail {
  private final RandomAccessFile file;
  private long start;

  Tail(Path path) throws IOException {
    file = new RandomAccessFile(path.toFile(), "r");
  }

  void skip() throws IOException {
    start = file.length();
  }

  /** What was added since the last skip. */
  String peek() throws IOException {
    byte[] added = new byte[(int) (file.length() - start)];
    file.seek(start);
    file.readFully(added);
    return new String(added, ISO_8859_1);
  }
}
