package ai.openclaw.oom.probe;

import java.io.File;
import java.io.IOException;

/** Starts one process after the other, and may take a file away in between. */
public final class Steps {

  /** The step that starts a shell and prints its score. */
  public static final String SCORE = "score";

  private static final String DELETE = "delete ";

  private Steps() {}

  public static String delete(String file) {
    return DELETE + file;
  }

  /**
   * Does what the steps say; one that is none of the above is a command to be started alone.
   *
   * @param steps in their order
   */
  public static void main(String[] steps) {
    for (String step : steps) {
      System.out.println(done(step));
    }
  }

  private static String done(String step) {
    try {
      if (step.startsWith(DELETE)) {
        return "deleted " + new File(step.substring(DELETE.length())).delete();
      }
      return step.equals(SCORE)
          ? Child.runWaiting(Child.waitingShell("")).toString()
          : Child.run(step).toString();
    } catch (IOException e) {
      return e.toString();
    } catch (Exception e) {
      throw new IllegalStateException(step, e);
    }
  }
}
