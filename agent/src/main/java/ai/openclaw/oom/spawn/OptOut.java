package ai.openclaw.oom.spawn;

/** How a child, or all of a process, says that it is not to be raised. */
public final class OptOut {
  /** The variable of OpenClaw's gateway, honoured here too. */
  public static final String VARIABLE = "OPENCLAW_CHILD_OOM_SCORE_ADJ";

  private OptOut() {}

  /**
   * Whether a child is opted out: its own environment's word counts, and where that does not name
   * the variable, its JVM's.
   *
   * @param ofChild the value in the child's environment, or null
   * @param ofJvm the value in the JVM's, or null
   */
  public static boolean isSaidBy(String ofChild, String ofJvm) {
    return isSaidBy(ofChild == null ? ofJvm : ofChild);
  }

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
