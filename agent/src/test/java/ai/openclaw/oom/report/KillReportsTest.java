package ai.openclaw.oom.report;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.Ready;
import ai.openclaw.oom.group.KillCounter;
import ai.openclaw.oom.group.MadeUpTree;
import ai.openclaw.oom.linux.ProcProcesses;
import ai.openclaw.oom.linux.ProcessEntry;
import ai.openclaw.oom.linux.Processes;
import ai.openclaw.oom.spawn.Outcome;
import ai.openclaw.oom.watch.Child;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whose end is told of as one that the group has counted: with real children, and a made-up count.
 */
class KillReportsTest {
  private static final String OWN = "5:memory:/own\n";

  @TempDir Path root;
  private final Tally tally = new Tally();
  private final ProcProcesses real = new ProcProcesses();

  /** The pid of a child that is not to be seen any more, though the JDK has not told of its end. */
  private long ended;

  private Sightings sightings;
  private KillReports reports;

  /** A shell that has a descendant. */
  private Process process;

  private Process large;
  private Child child;

  @BeforeEach
  void start() throws IOException {
    new MadeUpTree(root).process(OWN, MadeUpTree.V1_MEMORY);
    count(0);
    Processes processes =
        (Processes)
            Proxy.newProxyInstance(
                Processes.class.getClassLoader(),
                new Class<?>[] {Processes.class},
                (proxy, method, arguments) ->
                    method.getName().equals("process") && arguments[0].equals(ended)
                        ? null
                        : method.invoke(real, arguments));
    sightings = new Sightings(processes);
    reports = new KillReports(new KillCounter(root.toFile(), "self"), sightings, tally, false);
    // The first line once its own child is there, the second one once that has gone.
    process = Ready.start(new ProcessBuilder("sh", "-c", "sleep 60 & echo; wait; echo; read x"));
    large = new ProcessBuilder("cat").start();
    child = new Child(large, "cat", null, large.pid(), Outcome.WRAPPED_NATIVE, null);
  }

  @AfterEach
  void end() throws InterruptedException {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().waitFor();
    large.destroyForcibly().waitFor();
  }

  private void count(int kills) throws IOException {
    Path group = Files.createDirectories(root.resolve("sys/fs/cgroup/memory/own"));
    Files.writeString(group.resolve("memory.oom_control"), "oom_kill " + kills + "\n");
  }

  private void look(List<Child> started, List<Child> over) {
    sightings.look(started, over);
    reports.look(started, over);
  }

  private void look(int times) {
    for (int i = 0; i < times; i++) {
      look(List.of(), List.of());
    }
  }

  private void killDescendant() throws IOException {
    ProcessHandle descendant = process.children().findFirst().orElseThrow();
    ProcessEntry entry = real.process(descendant.pid());
    Child shell = new Child(process, "sh", null, process.pid(), Outcome.WRAPPED_NATIVE, null);
    look(List.of(shell, child), List.of());
    sightings.add(entry);
    descendant.destroyForcibly();
    assertThat(process.inputReader().readLine()).isEmpty();
  }

  @Test
  void aDescendantThatHasGoneMayBeTheOne() throws Exception {
    killDescendant();
    count(1);
    look(1);
    assertThat(tally.killedDescendants()).as("a child's end may be told of").isZero();
    look(1);
    assertThat(tally.killedDescendants()).isOne();
  }

  @Test
  void aChildThatIsEndingIsAwaited() throws Exception {
    killDescendant();
    count(1);
    ended = child.pid;
    look(5);
    large.destroyForcibly().waitFor();
    look(List.of(), List.of(child));
    assertThat(tally.killedChildren()).isOne();
    look(5);
    assertThat(tally.killedDescendants()).isZero();
  }

  @Test
  void ofTwoKillsTheOtherIsTheDescendants() throws Exception {
    killDescendant();
    count(2);
    ended = child.pid;
    look(2);
    assertThat(tally.killedDescendants()).isZero();
    large.destroyForcibly().waitFor();
    look(List.of(), List.of(child));
    look(1);
    assertThat(tally.killedChildren()).isOne();
    assertThat(tally.killedDescendants()).isOne();
  }

  /** In a group that has run out it may take a start so long to come back. */
  @Test
  void aStartOfOursIsNone() throws Exception {
    Path helper = Files.createSymbolicLink(root.resolve("jspawnhelper"), Path.of("/bin/cat"));
    Process start = new ProcessBuilder(helper.toString()).start();
    start.getOutputStream().write('\n');
    start.getOutputStream().flush();
    assertThat(start.getInputStream().read()).isEqualTo('\n');
    look(1);
    sightings.add(real.process(start.pid()));
    start.destroyForcibly().waitFor();
    count(1);
    look(3);
    assertThat(tally.killedDescendants()).isZero();
  }
}
