package ai.openclaw.oom.surface;

/** What the JDK says of a start that failed, in the words of errno.h. */
final class Errno {
  static final int UNKNOWN = -1;
  static final int ENOENT = 2;
  static final int E2BIG = 7;
  static final int EAGAIN = 11;
  static final int ENOMEM = 12;
  static final int ENFILE = 23;
  static final int EMFILE = 24;

  private static final String[] LEADS = {"error=", "error: "};

  private Errno() {}

  /**
   * Reads "error=2, No such file or directory" or "Exec failed, error: 2 (No such file …)", as the
   * JDKs say it.
   *
   * @return {@link #UNKNOWN} if no number is told
   */
  static int of(Throwable failure) {
    String message = failure.getMessage();
    if (message == null) {
      return UNKNOWN;
    }
    for (String lead : LEADS) {
      int at = message.indexOf(lead);
      if (at >= 0) {
        return number(message, at + lead.length());
      }
    }
    return UNKNOWN;
  }

  private static int number(String text, int from) {
    int value = 0;
    int i = from;
    for (; i < text.length() && i < from + 4; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        break;
      }
      value = 10 * value + digit;
    }
    return i == from ? UNKNOWN : value;
  }

  /** Whether the machine, or what it grants this user, was used up: with a shim or without it. */
  static boolean isOfResources(int errno) {
    return errno == EAGAIN || errno == ENOMEM || errno == ENFILE || errno == EMFILE;
  }
}
