package ai.openclaw.oom.probe;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Does what a build agent does in a day, as fast as it can, for as many seconds as it is told:
 * several builds at a time, and beside each of its executors a worker that lives all day.
 * Arguments: the seconds, and the program that grows. Prints what was not as it should be, what the
 * JVM takes after a fifth of the time and in the end, and how much was done.
 */
public final class BuildDay {
  /** Builds at a time. */
  public static final int EXECUTORS = 4;

  /** Threads that start tests, of whichever build. */
  public static final int TESTERS = 8;

  private final Ledger starts = new Ledger();
  private final Ledger lines = new Ledger();
  private final AtomicInteger builds = new AtomicInteger();
  private final ExecutorService executors = Executors.newFixedThreadPool(EXECUTORS);
  private final ExecutorService testers = Executors.newFixedThreadPool(TESTERS);
  private final List<Worker> workers = new ArrayList<>();
  private final Doomed doomed;

  private BuildDay(Doomed doomed) throws IOException {
    this.doomed = doomed;
    for (int i = 0; i < EXECUTORS; i++) {
      workers.add(new Worker());
    }
  }

  public static void main(String[] args) throws Exception {
    BuildDay day = new BuildDay(new Doomed(args[1]));
    try {
      day.run(TimeUnit.SECONDS.toNanos(Long.parseLong(args[0])));
    } finally {
      day.executors.shutdownNow();
      day.testers.shutdownNow();
    }
  }

  private void run(long nanos) throws Exception {
    long begin = System.nanoTime();
    buildUntil(begin + nanos / 5);
    System.out.println("early " + Vitals.line());
    buildUntil(begin + nanos);
    doomed.awaitReports();
    System.out.println("late " + Vitals.line());
    for (Worker worker : workers) {
      starts.check("worker", "true", worker::isComplete);
    }
    long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin);
    System.out.println("done in " + seconds + " s: builds " + builds + ", lines " + lines.sum());
    System.out.println("starts " + starts.sum() + ": " + starts);
  }

  /** Comes back when no build is under way any more. */
  private void buildUntil(long end) throws Exception {
    List<Callable<Void>> all = new ArrayList<>();
    for (int i = 0; i < EXECUTORS; i++) {
      int executor = i;
      all.add(
          () -> {
            do {
              build(executor);
            } while (System.nanoTime() - end < 0);
            return null;
          });
    }
    for (Future<Void> one : executors.invokeAll(all)) {
      one.get();
    }
  }

  private void build(int executor) throws IOException, InterruptedException {
    int number = builds.getAndIncrement();
    Worker worker = workers.get(executor);
    String line = "build " + number;
    worker.send(line);
    new Build(number, "executor-" + executor, testers, starts, doomed).run();
    lines.check("line", line, worker::receive);
  }
}
