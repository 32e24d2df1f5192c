package ai.openclaw.oom.bench;

/** A JVM that never spawns. */
final class Hello {
  private Hello() {}

  public static void main(String[] args) {
    System.out.println("hello");
  }
}
