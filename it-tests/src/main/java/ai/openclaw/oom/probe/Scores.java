package ai.openclaw.oom.probe;

/** Prints the score of one child per argument; each is a command that prints files. */
public final class Scores {

  private Scores() {}

  public static void main(String[] commands) throws Exception {
    for (String command : commands) {
      System.out.print(
          command + " " + new String(Child.run(command, Child.SCORE_FILE).out(), "UTF-8"));
    }
  }
}
