package ai.openclaw.oom.demo.serve.child;

import ai.openclaw.oom.demo.process.Grower;
import ai.openclaw.oom.demo.process.Jvm;
import ai.openclaw.oom.demo.process.Lines;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A worker that does a job every second and prints a line about it. */
public final class Worker implements Child {
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");
  private static final int NUMBERS = 100_000;
  private static final int STEP_MILLIS = 40;

  private final Process process;

  Worker(Page page) throws IOException {
    process =
        new ProcessBuilder(Jvm.command("worker", "-Xms16m", "-Xmx16m", Grower.ROOM))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Lines.listen(
        "worker-output", process.inputReader(), line -> page.tell(Map.of("text", line)), () -> {});
  }

  @Override
  public Process process() {
    return process;
  }

  @Override
  public void grow() throws IOException {
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
  }

  /**
   * The worker's own role. It works until its input ends, so that it never outlives its gateway. A
   * line on it makes it grow as well.
   *
   * @return the exit code
   * @throws IOException if its input cannot be read
   */
  public static int work() throws IOException {
    ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    clock.scheduleAtFixedRate(Worker::job, 0, 1, TimeUnit.SECONDS);
    List<ByteBuffer> held = new ArrayList<>();
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
    while (in.readLine() != null) {
      clock.scheduleAtFixedRate(
          () -> held.add(Grower.step()), 0, STEP_MILLIS, TimeUnit.MILLISECONDS);
    }
    clock.shutdownNow();
    return 0;
  }

  private static void job() {
    long begin = System.nanoTime();
    new Random(begin).ints(NUMBERS).sorted().sum();
    System.out.printf(
        "%s sorted %d numbers in %d ms%n",
        LocalTime.now().format(CLOCK),
        NUMBERS,
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
  }
}
