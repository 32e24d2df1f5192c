package ai.openclaw.oom.probe;

import java.io.File;

/** Starts processes under a SecurityManager, which is set here if the command line did not. */
public final class Guarded {

  private Guarded() {}

  public static void main(String[] args) throws Exception {
    if (System.getSecurityManager() == null) {
      System.setSecurityManager(new SecurityManager());
    }
    System.out.println(Child.run("/bin/cat", Child.SCORE_FILE).score());
    System.out.println(failure("/no/such/command"));
    System.out.println(failure("/bin/ls"));
    System.out.println(readable("/etc/passwd"));
    System.out.println(Child.run("/bin/cat", Child.SCORE_FILE).score());
  }

  private static String failure(String command) throws Exception {
    try {
      return Child.run(command).toString();
    } catch (java.io.IOException | SecurityException e) {
      return Text.of(e);
    }
  }

  /** What the policy forbids stays forbidden. */
  private static String readable(String file) {
    try {
      return "readable=" + new File(file).canRead();
    } catch (SecurityException e) {
      return Text.of(e);
    }
  }
}
