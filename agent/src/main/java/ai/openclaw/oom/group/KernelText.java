package ai.openclaw.oom.group;

/** Finds numbers in texts as the kernel writes them. */
public final class KernelText {
  private KernelText() {}

  /**
   * The number after a word at the beginning of a line, as in {@code memory.events}.
   *
   * @return -1 if no line begins so, or what follows is no number of 0 or more
   */
  public static long counter(String text, String word) {
    for (int line = 0; line < text.length(); line = lineEnd(text, line) + 1) {
      int blank = line + word.length();
      if (text.startsWith(word, line) && blank < text.length() && text.charAt(blank) == ' ') {
        return number(text, blank + 1, lineEnd(text, line));
      }
    }
    return -1;
  }

  /** The number that is all of a text but its line's end; -1 if it is none of 0 or more. */
  static long number(String text) {
    int end = lineEnd(text, 0);
    return end + 1 < text.length() ? -1 : number(text, 0, end);
  }

  private static long number(String text, int from, int to) {
    // Long.parseLong would take a sign, and throw.
    long number = from < to ? 0 : -1;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9 || number > (Long.MAX_VALUE - digit) / 10) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  private static int lineEnd(String text, int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end;
  }
}
