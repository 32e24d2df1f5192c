package ai.openclaw.oom.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A JVM that spawns with as many arguments or variables as a line on its stdin says ({@code argv
 * 100}), and answers with the median; a bare number is for warming up.
 */
final class SizesDriver {
  static final int SPAWNS = 20;
  static final String ENTRY = "an entry of a usual size";

  private SizesDriver() {}

  /**
   * @param args the command
   */
  public static void main(String[] args) throws Exception {
    BufferedReader orders = new BufferedReader(new InputStreamReader(System.in));
    for (String order = orders.readLine(); order != null; order = orders.readLine()) {
      String[] words = order.split(" ");
      boolean isWarmUp = words.length == 1;
      int entries = isWarmUp ? 1 : Integer.parseInt(words[1]);
      long[] nanos = new long[isWarmUp ? Integer.parseInt(order) : SPAWNS];
      for (int i = 0; i < nanos.length; i++) {
        nanos[i] = startToExit(args, words[0], entries);
      }
      Arrays.sort(nanos);
      System.out.println(nanos[nanos.length / 2]);
    }
  }

  private static long startToExit(String[] command, String kind, int entries) throws Exception {
    List<String> argv = new ArrayList<>(Arrays.asList(command));
    ProcessBuilder builder = new ProcessBuilder(argv);
    for (int i = 0; i < entries; i++) {
      if (kind.equals("environment")) {
        builder.environment().put("V" + i, ENTRY);
      } else {
        argv.add(ENTRY + i);
      }
    }
    long before = System.nanoTime();
    int ended = builder.start().waitFor();
    long nanos = System.nanoTime() - before;
    if (ended != 0) {
      throw new IOException(String.join(" ", command) + " ended with " + ended);
    }
    return nanos;
  }
}
