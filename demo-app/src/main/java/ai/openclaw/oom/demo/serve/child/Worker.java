package ai.openclaw.oom.demo.serve.child;

import ai.openclaw.oom.demo.process.Grower;
import ai.openclaw.oom.demo.process.Jvm;
import ai.openclaw.oom.demo.process.Lines;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A worker that does a job every second and prints a line about it. */
public final class Worker implements Child {
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");
  private static final int NUMBERS = 100_000;
  private static final String SHRINK = "shrink";

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
  public void grow(int periodMillis) throws IOException {
    say(Integer.toString(periodMillis));
  }

  @Override
  public void shrink() throws IOException {
    say(SHRINK);
  }

  private void say(String line) throws IOException {
    process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
  }

  /**
   * The worker's own role. It works until its input ends, so that it never outlives its gateway. A
   * number on it makes it grow as well, every so many milliseconds.
   *
   * @return the exit code
   * @throws IOException if its input cannot be read
   */
  public static int work() throws IOException {
    ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    clock.scheduleAtFixedRate(Worker::job, 0, 1, TimeUnit.SECONDS);
    // Only the clock's one thread touches it.
    List<ByteBuffer> held = new ArrayList<>();
    Future<?> growth = CompletableFuture.completedFuture(null);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      growth.cancel(false);
      if (line.equals(SHRINK)) {
        clock.execute(
            () -> {
              held.clear();
              // Direct memory goes back with the buffers' objects.
              System.gc();
            });
      } else {
        int period = Integer.parseInt(line);
        growth =
            clock.scheduleAtFixedRate(
                () -> held.add(Grower.step()), 0, period, TimeUnit.MILLISECONDS);
      }
    }
    clock.shutdownNow();
    return 0;
  }

  private static void job() {
    long begin = System.nanoTime();
    int[] sorted = new Random(begin).ints(NUMBERS).sorted().toArray();
    System.out.printf(
        "%s sorted %d numbers in %d ms%n",
        LocalTime.now(ZoneId.systemDefault()).format(CLOCK),
        sorted.length,
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
  }
}
