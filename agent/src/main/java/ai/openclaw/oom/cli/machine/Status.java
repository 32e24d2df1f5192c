package ai.openclaw.oom.cli.machine;

/** Lines of a word, a colon and a value, as {@code /proc/PID/status} and {@code meminfo} have. */
final class Status {
  private Status() {}

  /** The value's text; null if there is no such line, or no text. */
  static String value(String text, String name) {
    String lines = text == null ? "" : "\n" + text;
    int at = lines.indexOf("\n" + name + ":");
    if (at < 0) {
      return null;
    }
    int from = at + name.length() + 2;
    int end = lines.indexOf('\n', from);
    return lines.substring(from, end < 0 ? lines.length() : end).trim();
  }

  /** An amount that is given in kB; -1 if there is none. */
  static long bytes(String text, String name) {
    String value = value(text, name);
    return value == null || !value.endsWith(" kB")
        ? -1
        : 1024 * number(value.substring(0, value.length() - 3).trim());
  }

  /** The number at an index among those of the line, beginning with 0; -1 if there is none. */
  static long number(String text, String name, int index) {
    String value = value(text, name);
    String[] numbers = value == null ? new String[0] : value.split("\\s+");
    return index < numbers.length ? number(numbers[index]) : -1;
  }

  /** A mask that is written in hexadecimal digits; 0 if there is none. */
  static long mask(String text, String name) {
    try {
      String value = value(text, name);
      return value == null ? 0 : Long.parseUnsignedLong(value, 16);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
