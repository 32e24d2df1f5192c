package ai.openclaw.oom.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many threads that start processes at the same moment. */
public final class Threads {

  private Threads() {}

  public static String sixtyFourAtOnce() throws Exception {
    return atOnce(64, 2, i -> Child.run(Child.shell("echo \"$1\"; exit \"$1\"", "" + i)));
  }

  /** Not even for a moment is the caller's builder, map or list another. */
  public static String twoWithTheSameBuilder() throws Exception {
    ProcessBuilder shared = Child.shell("echo \"$1,$A\"; echo error >&2", "argument");
    shared.environment().put("A", "b");
    return atOnce(2, 20, i -> Child.run(shared));
  }

  private interface Numbered {
    Child run(int number) throws Exception;
  }

  private static String atOnce(int threads, int rounds, Numbered job) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      CyclicBarrier barrier = new CyclicBarrier(threads);
      List<Callable<String>> tasks = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        int number = t;
        tasks.add(() -> repeat(rounds, barrier, job, number));
      }
      StringBuilder text = new StringBuilder();
      for (Future<String> result : pool.invokeAll(tasks)) {
        text.append(result.get());
      }
      return text.toString();
    } finally {
      pool.shutdownNow();
    }
  }

  private static String repeat(int rounds, CyclicBarrier barrier, Numbered job, int number)
      throws Exception {
    StringBuilder text = new StringBuilder();
    for (int round = 0; round < rounds; round++) {
      barrier.await();
      text.append(job.run(number)).append('\n');
    }
    return text.toString();
  }
}
