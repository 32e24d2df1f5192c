package ai.openclaw.oom.linux;

/** What {@code /proc} tells of memory, in bytes. */
public final class Memory {
  private static final long KIB = 1024;

  private Memory() {}

  /**
   * What this JVM holds in memory.
   *
   * @return 0 if it is not told
   */
  public static long resident() {
    return number(ProcProcesses.head("/proc/self/status"), "VmRSS:");
  }

  /**
   * How large the machine's swap is.
   *
   * @return 0 if it has none, or if it is not told
   */
  public static long swap() {
    return number(ProcProcesses.head("/proc/meminfo"), "SwapTotal:");
  }

  /**
   * What the machine's swap has left.
   *
   * @return 0 if it has none, or if it is not told
   */
  public static long freeSwap() {
    return number(ProcProcesses.head("/proc/meminfo"), "SwapFree:");
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
