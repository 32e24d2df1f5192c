package ai.openclaw.oom.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.Arrays;

/** A JVM that spawns as often as a line on its stdin says, and answers with the median. */
final class SpawnDriver {
  private SpawnDriver() {}

  /**
   * @param args the command
   */
  public static void main(String[] args) throws Exception {
    BufferedReader orders = new BufferedReader(new InputStreamReader(System.in));
    for (String order = orders.readLine(); order != null; order = orders.readLine()) {
      long[] nanos = new long[Integer.parseInt(order)];
      for (int i = 0; i < nanos.length; i++) {
        nanos[i] = startToExit(args);
      }
      Arrays.sort(nanos);
      System.out.println(nanos[nanos.length / 2]);
    }
  }

  private static long startToExit(String[] command) throws Exception {
    long before = System.nanoTime();
    int ended = new ProcessBuilder(command).start().waitFor();
    long nanos = System.nanoTime() - before;
    if (ended != 0) {
      throw new IOException(String.join(" ", command) + " ended with " + ended);
    }
    return nanos;
  }
}
