package ai.openclaw.oom.linux;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;

/** What {@code /proc} tells of memory, in bytes. */
public final class Memory {
  private static final int LONGEST = 8192;
  private static final long KIB = 1024;

  private Memory() {}

  /**
   * What this JVM holds in memory.
   *
   * @return 0 if it is not told
   */
  public static long resident() {
    return of("/proc/self/status", "VmRSS:");
  }

  /**
   * How large the machine's swap is.
   *
   * @return 0 if it has none, or if it is not told
   */
  public static long swap() {
    return of("/proc/meminfo", "SwapTotal:");
  }

  private static long of(String path, String word) {
    byte[] text = new byte[LONGEST];
    try (RandomAccessFile file = new RandomAccessFile(path, "r")) {
      int length = Math.max(0, file.read(text, 0, LONGEST));
      return number(new String(text, 0, length, StandardCharsets.ISO_8859_1), word);
    } catch (IOException e) {
      return 0;
    }
  }

  /** The number behind a word: blanks, digits, and "kB". */
  static long number(String text, String word) {
    int at = text.indexOf(word);
    long number = 0;
    for (int i = at + word.length(); at >= 0 && i < text.length() && text.charAt(i) != '\n'; i++) {
      char c = text.charAt(i);
      number = c >= '0' && c <= '9' ? 10 * number + c - '0' : number;
    }
    return number * KIB;
  }
}
