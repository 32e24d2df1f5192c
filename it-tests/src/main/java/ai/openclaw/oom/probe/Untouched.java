package ai.openclaw.oom.probe;

/**
 * Shows by the count of {@link Wrapped} whether anything came between start and command, and by the
 * score whether anything was raised. Its arguments are commands that print files.
 */
public final class Untouched {

  private Untouched() {}

  public static void main(String[] commands) throws Exception {
    for (String command : commands) {
      String score = Child.run(command, Child.SCORE_FILE).score();
      System.out.println(command + ' ' + Wrapped.calls(command) + ' ' + score);
    }
  }
}
