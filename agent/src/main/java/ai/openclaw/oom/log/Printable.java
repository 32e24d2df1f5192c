package ai.openclaw.oom.log;

/**
 * Somebody else's text, as it may stand in a line of ours: a command's name can hold line ends,
 * with which it would forge lines, and sequences that act on a terminal.
 */
public final class Printable {
  /** In characters; what is longer ends in "…". */
  private static final int LONGEST = 200;

  private Printable() {}

  /**
   * The text with all that is not to be seen by itself written as a Java escape.
   *
   * @return 200 characters and "…" at the most
   */
  public static String of(String text) {
    StringBuilder printable = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (printable == null && (i >= LONGEST || !isPlain(c))) {
        printable = new StringBuilder(text.substring(0, i));
      }
      if (printable != null) {
        String next = isPlain(c) ? String.valueOf(c) : String.format("\\u%04x", (int) c);
        if (printable.length() + next.length() > LONGEST) {
          return printable.append('\u2026').toString();
        }
        printable.append(next);
      }
    }
    return printable == null ? text : printable.toString();
  }

  private static boolean isPlain(char c) {
    if (c >= ' ' && c < 0x7f) {
      return true;
    }
    switch (Character.getType(c)) {
      case Character.CONTROL:
      case Character.FORMAT:
      case Character.LINE_SEPARATOR:
      case Character.PARAGRAPH_SEPARATOR:
      case Character.SURROGATE:
      case Character.UNASSIGNED:
      case Character.PRIVATE_USE:
        return false;
      default:
        return true;
    }
  }
}
