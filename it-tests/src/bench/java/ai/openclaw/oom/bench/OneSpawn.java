package ai.openclaw.oom.bench;

/** A JVM that spawns once: prints the nanoseconds until the start returned, and to the exit. */
final class OneSpawn {
  private OneSpawn() {}

  /**
   * @param command to start
   */
  public static void main(String[] command) throws Exception {
    long before = System.nanoTime();
    Process process = new ProcessBuilder(command).start();
    long started = System.nanoTime();
    process.waitFor();
    long ended = System.nanoTime();
    System.out.println((started - before) + " " + (ended - before));
  }
}
