package ai.openclaw.oom.probe;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;

/**
 * More children than any service has. Arguments: {@link #SPAWNS} and how many, or {@link #KILLS},
 * how many, and the program that grows. Prints what the JVM takes after the first fifth, and in the
 * end.
 */
public final class Storm {
  public static final String SPAWNS = "spawns";
  public static final String KILLS = "kills";

  /** That start children at the same time. */
  public static final int THREADS = 64;

  private static final String ANSWER = "echo \"$1\"; echo \"error $1\" >&2; exit $(($1 % 256))";

  private Storm() {}

  public static void main(String[] args) throws Exception {
    int count = Integer.parseInt(args[1]);
    if (args[0].equals(SPAWNS)) {
      spawns(count);
    } else {
      kills(count, args[2]);
    }
    System.exit(0);
  }

  private static void spawns(int count) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    long sum = spawns(pool, 0, count / 5);
    System.out.println("early " + Vitals.line());
    sum += spawns(pool, count / 5, count);
    System.out.println("late " + Vitals.line());
    System.out.println("sum " + sum);
  }

  /** The sum of a checksum of each child. */
  private static long spawns(ExecutorService pool, int from, int to) throws Exception {
    AtomicInteger next = new AtomicInteger(from);
    List<Callable<Long>> tasks = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      tasks.add(
          () -> {
            long sum = 0;
            for (int n = next.getAndIncrement(); n < to; n = next.getAndIncrement()) {
              sum += checksum(n);
            }
            return sum;
          });
    }
    long sum = 0;
    for (Future<Long> thread : pool.invokeAll(tasks)) {
      sum += thread.get();
    }
    return sum;
  }

  /** One of three: a shell that answers, a program that echoes its input, one that is not there. */
  private static long checksum(int number) throws Exception {
    CRC32 crc = new CRC32();
    crc.update(Integer.toString(number).getBytes(StandardCharsets.UTF_8));
    try {
      Process child = number % 3 == 0 ? shell(number) : cat(number);
      try (OutputStream in = child.getOutputStream()) {
        in.write(new byte[number % 5000]);
      }
      crc.update(Child.bytes(child.getInputStream()));
      crc.update(Child.bytes(child.getErrorStream()));
      crc.update(child.waitFor());
      child.getInputStream().close();
      child.getErrorStream().close();
    } catch (IOException e) {
      crc.update(e.toString().getBytes(StandardCharsets.UTF_8));
    }
    return crc.getValue();
  }

  /** It reads what it is given: whoever writes to an ended child is told so, or not, by chance. */
  private static Process shell(int number) throws IOException {
    return new ProcessBuilder("sh", "-c", "cat >/dev/null; " + ANSWER, "sh", "" + number).start();
  }

  private static Process cat(int number) throws IOException {
    return new ProcessBuilder(number % 3 == 1 ? "cat" : "not-there-" + number % 7).start();
  }

  private static void kills(int count, String grow) throws Exception {
    Doomed doomed = new Doomed(grow);
    Worker survivor = new Worker();
    int echoed = 0;
    for (int i = 1; i <= count; i++) {
      String line = "line " + i + " of " + count;
      survivor.send(line);
      doomed.growsUntilKilled();
      echoed += line.equals(survivor.receive()) ? 1 : 0;
      if (i == count / 5) {
        System.out.println("early " + Vitals.line());
      }
    }
    boolean isComplete = survivor.isComplete();
    doomed.awaitReports();
    System.out.println("late " + Vitals.line());
    System.out.println(
        "killed " + doomed.killed() + ", echoed " + echoed + ", complete " + isComplete);
  }
}
