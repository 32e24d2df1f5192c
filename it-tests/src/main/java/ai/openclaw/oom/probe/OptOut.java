package ai.openclaw.oom.probe;

/** Prints the score of one child per argument, with it as the value of the opt-out variable. */
public final class OptOut {

  private OptOut() {}

  public static void main(String[] values) throws Exception {
    for (String value : values) {
      ProcessBuilder builder = new ProcessBuilder("cat", Child.SCORE_FILE);
      builder.environment().put("OPENCLAW_CHILD_OOM_SCORE_ADJ", value);
      System.out.print("[" + value + "] " + new String(Child.run(builder).out(), "UTF-8"));
    }
  }
}
