package ai.openclaw.oom.spawn;

/** How a child, or all of a process, says that it is not to be raised. */
public final class OptOut {
  /** The variable of OpenClaw's gateway, honoured here too. */
  public static final String VARIABLE = "OPENCLAW_CHILD_OOM_SCORE_ADJ";

  private OptOut() {}

  /**
   * Reads the variable's value: {@code 0}, {@code false}, {@code no} and {@code off}, trimmed and
   * in any case, opt out; everything else, and null, does not.
   */
  public static boolean isSaidBy(String value) {
    if (value == null) {
      return false;
    }
    String word = value.trim();
    return word.equals("0")
        || word.equalsIgnoreCase("false")
        || word.equalsIgnoreCase("no")
        || word.equalsIgnoreCase("off");
  }
}
