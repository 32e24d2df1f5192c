package ai.openclaw.oom.guard;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.Ready;
import ai.openclaw.oom.linux.ProcProcesses;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OptOutsTest {
  private final ProcProcesses processes = new ProcProcesses();
  private final OptOuts optOuts = new OptOuts(processes);
  private Process child;

  private void start(String script) throws IOException {
    child = Ready.start(new ProcessBuilder("sh", "-c", script));
  }

  private boolean isOptedOut() {
    return optOuts.has(processes.process(child.pid()));
  }

  @AfterEach
  void end() throws InterruptedException {
    child.destroyForcibly().waitFor();
  }

  @Test
  void readsAnEnvironmentOnce() throws IOException {
    start(Ready.SCRIPT);
    assertThat(isOptedOut()).isFalse();
    long once = processes.environmentBytes();
    assertThat(once).isPositive();
    optOuts.keep(List.of(child.pid()));
    assertThat(isOptedOut()).isFalse();
    assertThat(processes.environmentBytes()).isEqualTo(once);
    optOuts.keep(List.of());
    assertThat(isOptedOut()).isFalse();
    assertThat(processes.environmentBytes()).isEqualTo(2 * once);
  }

  @Test
  void readsThatOfTheNextProgram() throws IOException {
    start("echo; read x; exec env OPENCLAW_CHILD_OOM_SCORE_ADJ=off sh -c 'echo; read x'");
    assertThat(isOptedOut()).isFalse();
    child.outputWriter().append("go on\n").flush();
    assertThat(child.inputReader().readLine()).isEmpty();
    assertThat(isOptedOut()).isTrue();
  }
}
