package ai.openclaw.oom.group;

import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;

/** Makes file names of what the kernel wrote, read as one character a byte. */
final class KernelName {
  private KernelName() {}

  /** A name as it is. */
  static String decode(String bytes) {
    return decode(bytes.getBytes(StandardCharsets.ISO_8859_1), bytes.length());
  }

  /** A name in which blanks and the like are three octal digits, as in {@code mountinfo}. */
  static String unescape(String bytes) {
    byte[] name = new byte[bytes.length()];
    int length = 0;
    for (int i = 0; i < bytes.length(); i++) {
      int escaped = bytes.charAt(i) == '\\' ? octal(bytes, i + 1) : -1;
      name[length++] = (byte) (escaped < 0 ? bytes.charAt(i) : escaped);
      i += escaped < 0 ? 0 : 3;
    }
    return decode(name, length);
  }

  private static int octal(String text, int from) {
    int value = 0;
    for (int i = from; i < from + 3; i++) {
      int digit = i < text.length() ? text.charAt(i) - '0' : -1;
      if (digit < 0 || digit > 7) {
        return -1;
      }
      value = value * 8 + digit;
    }
    return value < 256 ? value : -1;
  }

  /** Else the JDK would open another name than the kernel meant. */
  private static String decode(byte[] name, int length) {
    try {
      return new String(name, 0, length, System.getProperty("sun.jnu.encoding", "UTF-8"));
    } catch (UnsupportedEncodingException | SecurityException e) {
      // The property was tampered with, or is kept from us: UTF-8 is the likeliest.
    }
    return new String(name, 0, length, StandardCharsets.UTF_8);
  }
}
