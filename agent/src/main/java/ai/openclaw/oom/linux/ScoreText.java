package ai.openclaw.oom.linux;

import java.io.IOException;
import java.io.RandomAccessFile;

/**
 * An {@code oom_score_adj} as its file shows it and takes it: decimal digits, when shown with a
 * line's end.
 *
 * <p>Byte by byte, because between spawns all code gets cold: conversion by way of a {@code String}
 * took longer than the system calls.
 */
final class ScoreText {
  /** "-1000\n" is the longest. */
  private static final int LONGEST = 6;

  private ScoreText() {}

  /**
   * Reads from where the file stands.
   *
   * @return {@link Scores#UNKNOWN} if no number is there
   */
  static int read(RandomAccessFile file) throws IOException {
    byte[] text = new byte[LONGEST];
    return value(text, file.read(text, 0, LONGEST));
  }

  /**
   * @param length may be -1, as at a file's end
   */
  static int value(byte[] text, int length) {
    int value = 0;
    int first = length > 0 && text[0] == '-' ? 1 : 0;
    int i = first;
    for (; i < length && text[i] != '\n'; i++) {
      if (text[i] < '0' || text[i] > '9') {
        return Scores.UNKNOWN;
      }
      value = 10 * value + text[i] - '0';
    }
    return i == first ? Scores.UNKNOWN : first == 0 ? value : -value;
  }

  /** Writes in one piece, as the kernel wants it. */
  static void write(RandomAccessFile file, int score) throws IOException {
    byte[] text = text(score);
    file.write(text, 0, text.length);
  }

  static byte[] text(int score) {
    int sign = score < 0 ? 1 : 0;
    int length = sign + 1;
    for (int rest = Math.abs(score); rest > 9; rest /= 10) {
      length++;
    }
    byte[] text = new byte[length];
    text[0] = '-';
    for (int rest = Math.abs(score); length > sign; rest /= 10) {
      text[--length] = (byte) ('0' + rest % 10);
    }
    return text;
  }
}
