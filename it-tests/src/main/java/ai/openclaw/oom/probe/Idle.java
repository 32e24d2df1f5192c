package ai.openclaw.oom.probe;

/** Starts no process. */
public final class Idle {

  private Idle() {}

  public static void main(String[] args) {
    System.out.println("active=" + System.getProperty("openclaw.oom.active"));
  }
}
