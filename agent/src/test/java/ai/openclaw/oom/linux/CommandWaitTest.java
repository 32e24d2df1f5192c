package ai.openclaw.oom.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openclaw.oom.Ended;
import ai.openclaw.oom.Ready;
import ai.openclaw.oom.linux.CommandWait.Exec;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With real processes in the place of the helper; the helper itself: NativeHelperTest. */
class CommandWaitTest {
  private final CommandWait wait = new CommandWait();

  private static String real(Process process) throws Exception {
    return ProcessHandle.of(process.pid()).orElseThrow().info().command().orElseThrow();
  }

  @Test
  void anotherProgramIsTheCommand() throws Exception {
    Process sleep = new ProcessBuilder("sleep", "60").start();
    try {
      assertThat(wait.await(sleep.pid(), "/bin/sh")).isEqualTo(Exec.DONE);
    } finally {
      sleep.destroyForcibly().waitFor();
    }
  }

  /** What never becomes a command is waited for, for four seconds, without keeping a processor. */
  @Test
  void anInterruptIsKeptAndMakesNobodySpin() throws Exception {
    Process sleep = new ProcessBuilder("sleep", "60").start();
    try {
      String program = real(sleep);
      Thread.currentThread().interrupt();
      long start = System.nanoTime();
      long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      assertThat(wait.await(sleep.pid(), program)).isEqualTo(Exec.UNKNOWN);
      cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu;
      assertThat(Thread.interrupted()).as("interrupted").isTrue();
      assertThat(cpu).isLessThan((System.nanoTime() - start) / 2);
      assertThat(cpu).isLessThan(TimeUnit.SECONDS.toNanos(4));
    } finally {
      Thread.interrupted();
      sleep.destroyForcibly().waitFor();
    }
  }

  @Test
  void aHelperThatSaysSoHasFailed(@TempDir Path folder) throws Exception {
    Path helper = Files.copy(Path.of("/bin/sh").toRealPath(), folder.resolve("helper"));
    Path other = Files.copy(helper, folder.resolve("other"));
    Process process = Ready.failedHelper(helper);
    Process command = Ready.failedHelper(other);
    try {
      assertThat(wait.await(process.pid(), helper.toString())).isEqualTo(Exec.FAILED);
      // A command could bear such a name, and have the same length.
      assertThat(wait.await(command.pid(), helper.toString())).isEqualTo(Exec.DONE);
      assertThat(Thread.currentThread().isInterrupted()).isFalse();
      Files.delete(helper);
      assertThat(wait.await(process.pid(), helper.toString())).isEqualTo(Exec.FAILED);
    } finally {
      process.destroyForcibly().waitFor();
      command.destroyForcibly().waitFor();
    }
    assertThat(wait.await(process.pid(), helper.toString())).as("ended").isEqualTo(Exec.DONE);
    assertThat(wait.await(process.pid(), folder + "/none")).as("no length").isEqualTo(Exec.DONE);
  }

  private static Process shell(String script) throws Exception {
    return Ready.start(new ProcessBuilder("/bin/sh", "-c", script));
  }

  /** The shortest of some waits, as somebody else may have the processor. */
  private long nanosFor(Process process, int tries) {
    long shortest = Long.MAX_VALUE;
    for (int i = 0; i < tries; i++) {
      long start = System.nanoTime();
      wait.await(process.pid(), "/bin/sh", Ready.SCRIPT);
      shortest = Math.min(shortest, System.nanoTime() - start);
    }
    return shortest;
  }

  @Test
  void aShellIsWaitedForASecondUnlessItIsTheCommand() throws Exception {
    Process sleep = new ProcessBuilder("sleep", "60").start();
    Process shim = shell(Ready.SCRIPT + "; true");
    Process command = shell("echo ; read x");
    try {
      long second = TimeUnit.SECONDS.toNanos(1);
      assertThat(nanosFor(sleep, 5)).isLessThan(second / 2);
      assertThat(nanosFor(command, 5)).isLessThan(second / 2);
      assertThat(nanosFor(shim, 1)).isGreaterThanOrEqualTo(second);
      shim.destroyForcibly().waitFor();
      assertThat(nanosFor(shim, 5)).isLessThan(second / 2);
      assertThat(Thread.currentThread().isInterrupted()).isFalse();
      Thread.currentThread().interrupt();
      wait.await(sleep.pid(), "/bin/sh", Ready.SCRIPT);
      assertThat(Thread.interrupted()).as("interrupted").isTrue();
    } finally {
      Thread.interrupted();
      for (Process process : new Process[] {sleep, shim, command}) {
        process.destroyForcibly().waitFor();
      }
    }
  }

  @Test
  void theJdksOwnFieldTellsAPid() {
    Process odd = new Ended(4711) {};
    assertThatThrownBy(() -> PidField.of(odd))
        .isInstanceOf(IllegalStateException.class)
        .hasCauseInstanceOf(NoSuchFieldException.class);
    assertThat(PidField.of(new WithField())).isEqualTo(815);
  }

  /** As the JDK's class is. */
  private static final class WithField extends Ended {
    @SuppressWarnings("unused")
    private final int pid = 815;

    WithField() {
      super(4711);
    }
  }
}
