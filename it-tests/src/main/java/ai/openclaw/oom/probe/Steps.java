package ai.openclaw.oom.probe;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;

/** Starts one process after the other, and may take a file away in between. */
public final class Steps {

  /** The step that starts a shell and prints its score. */
  public static final String SCORE = "score";

  private static final String DELETE = "delete ";
  private static final String FORBID = "forbid ";
  private static final String SWAP = "swap ";
  private static final String LOAD = "load ";

  private Steps() {}

  public static String delete(String file) {
    return DELETE + file;
  }

  /** The step that takes the right to execute a file away. */
  public static String forbid(String file) {
    return FORBID + file;
  }

  /** The step that renames a folder and puts a link to it in its place. */
  public static String swap(String folder) {
    return SWAP + folder;
  }

  /** The step that loads a native library. */
  public static String load(String library) {
    return LOAD + library;
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
      if (step.startsWith(FORBID)) {
        return "forbidden " + new File(step.substring(FORBID.length())).setExecutable(false, false);
      }
      if (step.startsWith(SWAP)) {
        File folder = new File(step.substring(SWAP.length()));
        File away = new File(folder + ".away");
        boolean renamed = folder.renameTo(away);
        Files.createSymbolicLink(folder.toPath(), away.toPath());
        return "swapped " + renamed;
      }
      if (step.startsWith(LOAD)) {
        System.load(step.substring(LOAD.length()));
        return "loaded";
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
