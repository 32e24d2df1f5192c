package ai.openclaw.oom.watch;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.Needs;
import ai.openclaw.oom.Run;
import ai.openclaw.oom.spawn.Outcome;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120) // What is waited for would otherwise be waited for in vain.
class WatchTest {
  private static final String NAME = "openclaw-oom-watch";

  /** A user that has no other process. */
  private static final List<String> BECOME =
      List.of("setpriv", "--reuid", "54321", "--regid", "54321", "--clear-groups");

  /** Hands on what it is told. */
  private static class Told implements Job {
    final BlockingQueue<Long> started = new LinkedBlockingQueue<>();
    final BlockingQueue<Long> ended = new LinkedBlockingQueue<>();
    final List<Thread> threads = new CopyOnWriteArrayList<>();
    volatile int looks;

    @Override
    public void look(List<Child> fresh, List<Child> gone) {
      looks++;
      threads.add(Thread.currentThread());
      fresh.forEach(child -> started.add(child.pid));
      gone.forEach(child -> ended.add(child.pid));
    }

    @Override
    public boolean isIdle() {
      return true;
    }
  }

  private static Child child(Process process) {
    return new Child(process, "x", null, process.pid(), Outcome.WRAPPED_NATIVE, null);
  }

  private static Process start() throws IOException {
    return new ProcessBuilder("cat").start();
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  @Test
  void tellsOfStartsAndEnds() throws Exception {
    Told job = new Told();
    Watch watch = new Watch(() -> List.of(job));
    Process one = start();
    watch.add(child(one));
    assertThat(job.started.take()).isEqualTo(one.pid());
    Process two = start();
    watch.add(child(two));
    assertThat(job.started.take()).isEqualTo(two.pid());
    assertThat(job.ended).isEmpty();
    two.destroyForcibly();
    assertThat(job.ended.take()).isEqualTo(two.pid());
    one.destroyForcibly();
    assertThat(job.ended.take()).isEqualTo(one.pid());
  }

  @Test
  void aJobThatFailsHarmsNoOther() throws Exception {
    Told job = new Told();
    Job fails =
        new Told() {
          @Override
          public void look(List<Child> fresh, List<Child> gone) {
            throw new NoClassDefFoundError("on purpose");
          }

          @Override
          public boolean isIdle() {
            throw new StackOverflowError("on purpose");
          }
        };
    Watch watch = new Watch(() -> List.of(fails, job));
    Process process = start();
    watch.add(child(process));
    job.started.take();
    process.destroyForcibly();
    assertThat(job.ended.take()).isEqualTo(process.pid());
  }

  @Test
  void anInterruptEndsNothingAndDoesNotMakeItSpin() throws Exception {
    Told job = new Told();
    Watch watch = new Watch(() -> List.of(job));
    Process process = start();
    watch.add(child(process));
    job.started.take();
    Thread thread = job.threads.get(0);
    int before = job.looks;
    long start = System.nanoTime();
    while (job.looks < before + 3) {
      thread.interrupt();
      TimeUnit.MILLISECONDS.sleep(1);
    }
    assertThat(System.nanoTime() - start).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(900));
    process.destroyForcibly();
    assertThat(job.ended.take()).isEqualTo(process.pid());
    assertThat(job.threads).containsOnly(thread);
  }

  /** Such as the thread's own loop running out of memory. */
  @Test
  void howeverItsThreadEndsTheNextChildStartsItAnew() throws Exception {
    Told job = new Told();
    int[] made = new int[1];
    Watch watch =
        new Watch(
            () -> {
              if (made[0]++ == 0) {
                throw new OutOfMemoryError("on purpose");
              }
              return List.of(job);
            });
    Process process = start();
    watch.add(child(process));
    await(() -> made[0] == 1 && thread().isEmpty());
    Process next = start();
    watch.add(child(next));
    assertThat(List.of(job.started.take(), job.started.take()))
        .containsExactly(process.pid(), next.pid());
    process.destroyForcibly();
    next.destroyForcibly();
  }

  @Test
  void itsTableIsBounded() throws Exception {
    Told job = new Told();
    Watch watch = new Watch(() -> List.of(job), 2);
    Process process = start();
    for (int i = 0; i < 5; i++) {
      watch.add(child(process));
    }
    job.started.take();
    job.started.take();
    int before = job.looks;
    await(() -> job.looks > before + 1);
    assertThat(job.started).isEmpty();
    process.destroyForcibly();
    job.ended.take();
    // Its places are free again once it has been seen to end.
    Process next = start();
    await(
        () -> {
          watch.add(child(next));
          return !job.started.isEmpty();
        });
    next.destroyForcibly();
  }

  private static ThreadGroup rootGroup() {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    while (group.getParent() != null) {
      group = group.getParent();
    }
    return group;
  }

  private static Optional<Thread> thread() {
    Thread[] all = new Thread[1000];
    int count = rootGroup().enumerate(all, true);
    return Arrays.asList(all).subList(0, count).stream()
        .filter(t -> t.getName().equals(NAME))
        .findAny();
  }

  @Test
  void itsThreadBelongsToNobody() throws Exception {
    Told job = new Told();
    String[] inherited = new String[1];
    InheritableThreadLocal<String> variable = new InheritableThreadLocal<>();
    Watch watch =
        new Watch(
            () -> {
              inherited[0] = String.valueOf(variable.get());
              return List.of(job);
            });
    Process process = start();
    int[] more = new int[1];
    Thread spawner =
        new Thread(
            new ThreadGroup("application"),
            () -> {
              variable.set("the application's");
              int before = Thread.activeCount();
              watch.add(child(process));
              more[0] = Thread.activeCount() - before;
            });
    spawner.start();
    spawner.join();
    job.started.take();
    Thread thread = job.threads.get(0);
    assertThat(inherited[0]).isEqualTo("null");
    assertThat(more[0]).isZero();
    assertThat(thread.getThreadGroup().getParent()).isNull();
    assertThat(thread.getContextClassLoader()).isNull();
    assertThat(thread.isDaemon()).isTrue();
    process.destroyForcibly();
  }

  /** As a plain user, whose processes and threads are limited; that is said once. */
  @Test
  void aThreadThatCannotBeStartedHurtsNobody(@TempDir Path folder) throws Exception {
    Needs.root("to become a user with a limit of processes");
    Needs.that(Files.isExecutable(Path.of("/usr/bin/prlimit")), "prlimit");
    Path classes = folder.resolve("classes");
    ProcessBuilder jvm = Run.java(Limited.class, List.of());
    int path = jvm.command().indexOf("-cp") + 1;
    String script = "chmod 755 \"$0\"; mkdir \"$1\"; for i in $2; do cp -r $i/. \"$1\"; done";
    String from = jvm.command().get(path).replace(':', ' ');
    assertThat(Run.of("sh", "-c", script, folder.toString(), classes.toString(), from).exit())
        .isZero();
    jvm.command().set(path, classes.toString());
    jvm.command().addAll(0, BECOME);
    Process process =
        jvm.directory(new File("/")).redirectError(folder.resolve("err").toFile()).start();
    try (BufferedReader out = process.inputReader();
        BufferedWriter in = process.outputWriter()) {
      assertThat(next(out)).isEqualTo("ready");
      limit(process, "1");
      in.append("go\n").flush();
      assertThat(next(out)).isEqualTo("added");
      limit(process, "1000");
      in.append("go\n").flush();
      assertThat(next(out)).isEqualTo("told 3");
    }
    assertThat(process.waitFor()).isZero();
    assertThat(Files.readAllLines(folder.resolve("err")))
        .hasSize(1)
        .allMatch(
            line -> line.startsWith("[openclaw-oom] children are not watched until a thread"));
  }

  /** The JVM itself complains of threads that it cannot start. */
  private static String next(BufferedReader out) throws IOException {
    String line = out.readLine();
    while (line != null && line.startsWith("[")) {
      line = out.readLine();
    }
    return line;
  }

  private static void limit(Process process, String most) throws IOException {
    List<String> command = new ArrayList<>(BECOME);
    command.addAll(List.of("prlimit", "--pid", process.pid() + "", "--nproc=" + most + ":1000"));
    assertThat(Run.of(command.toArray(String[]::new))).isEqualTo(new Run(0, "", ""));
  }

  /** Adds children while it can have no thread, and once it can. */
  static final class Limited {
    public static void main(String[] args) throws Exception {
      Told job = new Told();
      Watch watch = new Watch(() -> List.of(job));
      Process process = start();
      System.out.println("ready");
      System.in.read(new byte[10]);
      watch.add(child(process));
      watch.add(child(process));
      System.out.println("added");
      System.in.read(new byte[10]);
      // It is not tried at every spawn.
      TimeUnit.MILLISECONDS.sleep(1100);
      watch.add(child(process));
      for (int i = 0; i < 3; i++) {
        job.started.take();
      }
      System.out.println("told 3");
      process.destroyForcibly();
    }
  }
}
