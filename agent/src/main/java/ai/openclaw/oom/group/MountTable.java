package ai.openclaw.oom.group;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The mounts of cgroup hierarchies. {@code mountinfo} can be long, on a host of many containers, so
 * it is read line by line, and not beyond its first MiB.
 */
final class MountTable {
  private static final int LARGEST = 1 << 20;
  private static final int BLOCK = 1 << 13;

  private final List<CgroupMount> mounts = new ArrayList<>();
  private final byte[] line;
  private int length;

  private MountTable(byte[] line) {
    this.line = line;
  }

  /**
   * Reads them, in the order in which they are listed: of two at one place the later hides the
   * earlier.
   *
   * @param line a buffer; what does not fit is no line of ours
   * @throws IOException if the file cannot be read
   */
  static List<CgroupMount> read(File mountinfo, byte[] line) throws IOException {
    MountTable table = new MountTable(line);
    byte[] block = new byte[BLOCK];
    try (InputStream in = new FileInputStream(mountinfo)) {
      int total = 0;
      int read = in.read(block);
      for (; read > 0 && total < LARGEST; read = in.read(block)) {
        table.take(block, read);
        total += read;
      }
      if (read < 0) {
        table.endOfLine();
      }
    }
    return table.mounts;
  }

  private void take(byte[] block, int read) {
    for (int i = 0; i < read; i++) {
      if (block[i] == '\n') {
        endOfLine();
      } else {
        // One more than fits tells that it did not fit.
        if (length < line.length) {
          line[length] = block[i];
        }
        length = Math.min(length + 1, line.length + 1);
      }
    }
  }

  private void endOfLine() {
    if (length <= line.length) {
      CgroupMount mount =
          CgroupMount.parse(new String(line, 0, length, StandardCharsets.ISO_8859_1));
      if (mount != null) {
        mounts.add(mount);
      }
    }
    length = 0;
  }
}
