package ai.openclaw.oom.probe;

/** Prints the score of one child per argument, with it as the value of the opt-out variable. */
public final class OptOut {

  /** In place of a value: the child inherits the JVM's environment as it is. */
  public static final String INHERITED = "inherited";

  /** In place of a value: the child's environment is empty. */
  public static final String CLEARED = "cleared";

  private static final String VARIABLE = "OPENCLAW_CHILD_OOM_SCORE_ADJ";

  private OptOut() {}

  public static void main(String[] values) throws Exception {
    for (String value : values) {
      ProcessBuilder builder = new ProcessBuilder("cat", Child.SCORE_FILE);
      if (value.equals(CLEARED)) {
        builder.environment().clear();
      } else if (!value.equals(INHERITED)) {
        builder.environment().put(VARIABLE, value);
      }
      System.out.print("[" + value + "] " + new String(Child.run(builder).out(), "UTF-8"));
    }
  }
}
