package ai.openclaw.oom.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A JVM whose threads together spawn as often as a line on its stdin says, which may also say how
 * many threads; it answers with the spawns per second.
 */
final class ThroughputDriver {
  /** While it warms up. */
  private static final int USUAL = 8;

  private ThroughputDriver() {}

  /**
   * @param args the command
   */
  public static void main(String[] args) throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    BufferedReader orders = new BufferedReader(new InputStreamReader(System.in));
    for (String order = orders.readLine(); order != null; order = orders.readLine()) {
      String[] numbers = order.split(" ");
      int spawns = Integer.parseInt(numbers[0]);
      int atOnce = numbers.length == 1 ? USUAL : Integer.parseInt(numbers[1]);
      long before = System.nanoTime();
      spawn(args, spawns, atOnce, threads);
      System.out.println(spawns / ((System.nanoTime() - before) / 1e9));
    }
    threads.shutdown();
  }

  /** Whichever thread is free takes the next spawn, so that all are done at the same time. */
  private static void spawn(String[] command, int spawns, int atOnce, ExecutorService threads)
      throws Exception {
    AtomicInteger left = new AtomicInteger(spawns);
    Callable<Void> work =
        () -> {
          while (left.getAndDecrement() > 0) {
            int ended = new ProcessBuilder(command).start().waitFor();
            if (ended != 0) {
              throw new IOException(String.join(" ", command) + " ended with " + ended);
            }
          }
          return null;
        };
    for (Future<Void> done : threads.invokeAll(Collections.nCopies(atOnce, work))) {
      done.get();
    }
  }
}
