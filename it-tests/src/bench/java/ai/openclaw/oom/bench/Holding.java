package ai.openclaw.oom.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What the watch takes of one processor while a child has many descendants that do nothing: the
 * time that its thread ran, of the time that passed.
 */
final class Holding implements Bench.Measurement {
  private static final List<Integer> DESCENDANTS = List.of(10, 110, 3_000, 20_000);

  /** The first looks find the descendants, and are compiled in passing. */
  private static final int WARM_UP_SECONDS = 20;

  private static final int SECONDS = 60;

  @Override
  public void run(Report report) throws Exception {
    Path crowd = Files.createTempFile("crowd", "");
    try {
      String source = "it-tests/src/bench/native/crowd.c";
      Jvm.run("gcc", new ProcessBuilder("gcc", "-O1", "-static", "-o", crowd.toString(), source));
      Table table =
          new Table(
              "The watch against descendants",
              "what its thread takes of one processor",
              "descendants",
              "first 20 s",
              "the minute after",
              "wanted");
      Plot.Lines lines = new Plot.Lines("descendants", "% of one processor");
      for (int descendants : DESCENDANTS) {
        double[] parts = measure(crowd, descendants);
        table.row(
            Integer.toString(descendants),
            String.format("%.2f %%", parts[0]),
            String.format("%.2f %%", parts[1]),
            "at most 0.5 %");
        lines.add("the minute after", descendants, parts[1]);
      }
      report.add(table.drawnAs(lines));
    } finally {
      Files.delete(crowd);
    }
  }

  private static double[] measure(Path crowd, int descendants) throws Exception {
    Process jvm =
        Jvm.builder(
                Agent.ofEachJar().get(0).jvmArguments(),
                Crowd.class,
                crowd.toString(),
                Integer.toString(descendants))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      if (!"ready".equals(jvm.inputReader().readLine())) {
        throw new IOException("no crowd of " + descendants + "; is there a limit of processes?");
      }
      return new double[] {part(jvm.pid(), WARM_UP_SECONDS), part(jvm.pid(), SECONDS)};
    } finally {
      // The crowd ends with its input, and that with the JVM.
      jvm.getOutputStream().close();
      jvm.waitFor();
    }
  }

  private static double part(long jvm, int seconds) throws Exception {
    Path thread = thread(jvm);
    long start = System.nanoTime();
    long before = ran(thread);
    TimeUnit.SECONDS.sleep(seconds);
    return 100.0 * (ran(thread) - before) / (System.nanoTime() - start);
  }

  private static Path thread(long jvm) throws IOException {
    try (Stream<Path> threads = Files.list(Path.of("/proc/" + jvm + "/task"))) {
      for (Path thread : threads.toList()) {
        // The kernel keeps fifteen letters of a name.
        if (Files.readString(thread.resolve("comm")).startsWith("openclaw-oom-wa")) {
          return thread;
        }
      }
    }
    throw new IOException("JVM " + jvm + " has no watch");
  }

  private static long ran(Path thread) throws IOException {
    return Long.parseLong(Files.readString(thread.resolve("schedstat")).split(" ")[0]);
  }
}
