package ai.openclaw.oom.bench;

/** Starts a program that starts many; says when they are there, and ends with its input. */
final class Crowd {
  private Crowd() {}

  /**
   * @param command the program and its arguments
   */
  public static void main(String[] command) throws Exception {
    Process crowd =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    int first = crowd.getInputStream().read();
    System.out.println(first == 'r' ? "ready" : "failed");
    System.in.read();
    crowd.getOutputStream().close();
    crowd.waitFor();
  }
}
