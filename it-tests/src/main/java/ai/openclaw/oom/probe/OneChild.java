package ai.openclaw.oom.probe;

/** Starts one command, gives it nothing to read, and ends as it does. */
public final class OneChild {
  private OneChild() {}

  /**
   * @param command to start
   */
  public static void main(String[] command) throws Exception {
    Process child = new ProcessBuilder(command).start();
    child.getOutputStream().close();
    System.exit(child.waitFor());
  }
}
