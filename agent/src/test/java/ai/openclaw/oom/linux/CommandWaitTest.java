package ai.openclaw.oom.linux;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.linux.CommandWait.Exec;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

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
}
