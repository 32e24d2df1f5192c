package ai.openclaw.oom.linux;

import java.io.IOException;
import java.io.RandomAccessFile;

/** The size of a page of memory, as the kernel tells each process at its start. */
final class PageSize {
  static final long BYTES = read("/proc/self/auxv");

  private static final int MOST_USUAL = 4096;

  /** {@code AT_PAGESZ} in {@code linux/auxvec.h}. */
  private static final long KEY = 6;

  private PageSize() {}

  /**
   * @return 4096 if it is not told
   */
  static long read(String path) {
    byte[] words = new byte[1024];
    try (RandomAccessFile file = new RandomAccessFile(path, "r")) {
      int length = file.read(words);
      for (int at = 0; at + 16 <= length; at += 16) {
        if (word(words, at) == KEY) {
          return word(words, at + 8);
        }
      }
    } catch (IOException e) {
      // A sandbox may hide it.
    }
    return MOST_USUAL;
  }

  private static long word(byte[] bytes, int from) {
    long word = 0;
    for (int i = 0; i < 8; i++) {
      word |= (bytes[from + i] & 0xffL) << 8 * i;
    }
    return word;
  }
}
