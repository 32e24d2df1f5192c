package ai.openclaw.oom.linux;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;

/**
 * Reads one variable from {@code /proc/PID/environ}. Where that points, and how far, is the
 * process's own choice: so it is read piece by piece, and no further than an honest one reaches.
 */
final class Environ {
  /** More than this, arguments included, the kernel lets no program start with. */
  static final int LONGEST = 6 * 1024 * 1024;

  /** Up to this size the JDK reads without asking for memory. */
  private static final int PIECE = 8192;

  private static final int LONGEST_VALUE = 256;

  private final byte[] wanted;
  private final byte[] value = new byte[LONGEST_VALUE];

  /** How much of the current entry matches; -1 if it does not. */
  private int matched;

  private int valueLength;

  private int total;

  /**
   * @param name ASCII
   */
  Environ(String name) {
    wanted = (name + "=").getBytes(StandardCharsets.ISO_8859_1);
  }

  /**
   * Reads it, once.
   *
   * @return null if there is none, or one that is longer than 256 bytes
   */
  String read(String path) {
    byte[] piece = new byte[PIECE];
    try (RandomAccessFile file = new RandomAccessFile(path, "r")) {
      for (int n = file.read(piece, 0, PIECE);
          n > 0 && total < LONGEST;
          n = file.read(piece, 0, PIECE)) {
        total += n;
        if (endsIn(piece, n)) {
          return value();
        }
      }
      return null;
    } catch (IOException e) {
      // Ended, or not ours to read.
      return null;
    }
  }

  /** How much of it was read, in bytes. */
  int length() {
    return total;
  }

  /** Whether the wanted entry's end is in it. */
  private boolean endsIn(byte[] piece, int length) {
    for (int i = 0; i < length; i++) {
      byte b = piece[i];
      if (b == 0) {
        if (matched == wanted.length) {
          return true;
        }
        matched = 0;
      } else if (matched == wanted.length) {
        if (valueLength < LONGEST_VALUE) {
          value[valueLength] = b;
        }
        valueLength++;
      } else if (matched >= 0) {
        matched = b == wanted[matched] ? matched + 1 : -1;
      }
    }
    return false;
  }

  private String value() {
    return valueLength > LONGEST_VALUE
        ? null
        : new String(value, 0, valueLength, StandardCharsets.ISO_8859_1);
  }
}
