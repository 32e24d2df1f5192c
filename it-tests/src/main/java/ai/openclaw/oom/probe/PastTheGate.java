package ai.openclaw.oom.probe;

import java.io.File;

/**
 * Lets a native library start a process, which no Java method sees, and waits until that has
 * written its scores into a file.
 */
public final class PastTheGate {
  private PastTheGate() {}

  /**
   * @param args the library, which starts what its environment names when it is loaded; and the
   *     file
   */
  public static void main(String[] args) throws Exception {
    Child.run("true");
    System.load(args[0]);
    while (!new File(args[1]).exists()) {
      Thread.yield();
    }
  }
}
