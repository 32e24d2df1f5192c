package ai.openclaw.oom.probe;

/** Prints what the agent says of itself before a spawn and after it, and the child's score. */
public final class Active {
  private static final String PROPERTY = "openclaw.oom.active";

  private Active() {}

  public static void main(String[] args) throws Exception {
    System.out.println(System.getProperty(PROPERTY));
    String score = new String(Child.run("cat", Child.SCORE_FILE).out(), "UTF-8");
    System.out.print("child " + score);
    System.out.println(System.getProperty(PROPERTY));
  }
}
