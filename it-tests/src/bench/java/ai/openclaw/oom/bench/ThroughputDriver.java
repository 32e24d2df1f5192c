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
 * A JVM whose threads together spawn as often as a line on its stdin says, and which answers with
 * the spawns per second.
 */
final class ThroughputDriver {
  static final int THREADS = 8;

  private ThroughputDriver() {}

  /**
   * @param args the command
   */
  public static void main(String[] args) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    BufferedReader orders = new BufferedReader(new InputStreamReader(System.in));
    for (String order = orders.readLine(); order != null; order = orders.readLine()) {
      int spawns = Integer.parseInt(order);
      long before = System.nanoTime();
      spawn(args, spawns, threads);
      System.out.println(spawns / ((System.nanoTime() - before) / 1e9));
    }
    threads.shutdown();
  }

  /** Whichever thread is free takes the next spawn, so that all are done at the same time. */
  private static void spawn(String[] command, int spawns, ExecutorService threads)
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
    for (Future<Void> done : threads.invokeAll(Collections.nCopies(THREADS, work))) {
      done.get();
    }
  }
}
