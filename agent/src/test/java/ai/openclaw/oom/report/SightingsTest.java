package ai.openclaw.oom.report;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.linux.ProcProcesses;
import ai.openclaw.oom.linux.ProcessEntry;
import ai.openclaw.oom.spawn.Outcome;
import ai.openclaw.oom.watch.Child;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SightingsTest {
  private final ProcProcesses processes = new ProcProcesses();
  private final Sightings sightings = new Sightings(processes);

  private Process process;
  private ProcessEntry entry;

  @BeforeEach
  void start() throws Exception {
    process = new ProcessBuilder("cat").start();
    entry = processes.child(process.pid());
    assertThat(entry).isNotNull();
    sightings.look(List.of(), List.of());
  }

  private Child ended() throws InterruptedException {
    process.destroyForcibly().waitFor();
    return new Child(process, "cat", null, process.pid(), Outcome.WRAPPED_NATIVE, null);
  }

  /** A start that took so long to come back that somebody else has seen its child first. */
  @Test
  void whoWasTakenForAStrayIsTheChildThatIsToldOfAfterItsEnd() throws Exception {
    sightings.add(entry);
    assertThat(sightings.hasOthers()).isTrue();
    Child child = ended();
    sightings.look(List.of(child), List.of(child));
    assertThat(sightings.of(child)).isNotNull();
    assertThat(sightings.hasOthers()).isFalse();
    sightings.look(List.of(), List.of());
    assertThat(sightings.of(child)).isNull();
    assertThat(sightings.gone(true)).isEmpty();
  }

  @Test
  void aStrayThatNobodyTellsOfIsFoundGone() throws Exception {
    sightings.add(entry);
    ended();
    sightings.look(List.of(), List.of());
    assertThat(sightings.gone(true))
        .singleElement()
        .hasToString("child " + process.pid() + " (cat), which came past the agent");
  }

  /** A library's, which has no process of the JDK's. */
  @Test
  void aChildWithoutAProcessIsFoundGone() throws Exception {
    Child child = new Child(null, "cat", null, entry.pid, Outcome.WRAPPED_NATIVE, entry);
    sightings.look(List.of(child), List.of());
    assertThat(sightings.hasOthers()).isTrue();
    assertThat(sightings.gone(true)).isEmpty();
    ended();
    assertThat(sightings.gone(true)).singleElement().hasToString(child.toString());
    sightings.look(List.of(), List.of());
    assertThat(sightings.hasOthers()).isFalse();
  }
}
