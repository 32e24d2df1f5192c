package ai.openclaw.oom.hold;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.linux.Linux;
import ai.openclaw.oom.linux.ProcLinux;
import ai.openclaw.oom.linux.ProcessEntry;
import ai.openclaw.oom.observe.Tally;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Trees of real shells that score themselves as Chromium does. A shell says "ready" when its tree
 * stands, and ends with its input.
 */
class TreesTest {
  private static final String CHILD = "sh -c 'echo %d > /proc/$$/oom_score_adj; read x' <&3 & ";

  private final Linux linux = new ProcLinux();
  private final Tally tally = new Tally();
  private final Trees trees = new Trees(linux, 1000, tally);
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void end() throws Exception {
    for (Process process : started) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void whatLoweredItselfIsHeldInTheOrderThatItChose() throws Exception {
    Process browser = tree(score(300) + score(200) + score(0) + score(1000), 4);
    trees.hold();
    assertThat(scoresBelow(browser)).containsExactly(910, 928, 937, 1000);
    assertThat(linux.scoreOf(browser.pid())).isEqualTo(910);
    assertThat(tally.holds()).containsEntry("DONE", 4L);
  }

  @Test
  void holdingTwiceIsHoldingOnce() throws Exception {
    Process browser = tree(score(300), 1);
    trees.hold();
    long held = tally.holds().get("DONE");
    trees.hold();
    assertThat(scoresBelow(browser)).containsExactly(937);
    assertThat(tally.holds()).containsEntry("DONE", held);
  }

  @Test
  void aDescendantThatOptsOutIsLeftAlone() throws Exception {
    Process tree = tree("OPENCLAW_CHILD_OOM_SCORE_ADJ=off " + score(100), 1);
    trees.hold();
    assertThat(scoresBelow(tree)).containsExactly(100);
  }

  @Test
  void anotherTreeIsNotTouched() throws Exception {
    tree(score(300), 1);
    Process stranger = start(score(300), 1);
    trees.hold();
    assertThat(scoresBelow(stranger)).containsExactly(300);
    assertThat(linux.scoreOf(stranger.pid())).isZero();
  }

  @Test
  void anOrphanStaysAMember() throws Exception {
    Process tree = tree(score(300), 1);
    trees.hold();
    long orphan = tree.children().findFirst().orElseThrow().pid();
    tree.destroyForcibly().waitFor();
    assertThat(lower(orphan)).as("the orphan is still there").isTrue();
    trees.hold();
    assertThat(linux.scoreOf(orphan)).isEqualTo(910);
    ProcessHandle handle = ProcessHandle.of(orphan).orElseThrow();
    handle.destroyForcibly();
    handle.onExit().join();
    trees.hold();
    assertThat(trees.isEmpty()).isTrue();
  }

  @Test
  void aPidThatIsSomebodyElsesByNowIsNotTouched() throws Exception {
    Process stranger = start(score(300), 1);
    ProcessEntry now = linux.process(stranger.pid());
    trees.add(new ProcessEntry(now.pid, now.parent, now.startTime - 1));
    trees.hold();
    assertThat(linux.scoreOf(stranger.pid())).isZero();
    assertThat(scoresBelow(stranger)).containsExactly(300);
    assertThat(trees.isEmpty()).isTrue();
  }

  @Test
  void aRaiseOfAnEntryThatIsGoneIsNotDone() throws Exception {
    Process process = start("", 0);
    ProcessEntry entry = linux.process(process.pid());
    process.destroyForcibly().waitFor();
    assertThat(linux.raise(entry, 1000)).isEqualTo(Linux.Raise.GONE);
    assertThat(linux.processes()).doesNotContainKey(entry.pid);
  }

  private static String score(int own) {
    return String.format(CHILD, own);
  }

  /** Puts a score back to 0, as the process itself could. */
  private static boolean lower(long pid) throws Exception {
    String file = "/proc/" + pid + "/oom_score_adj";
    return new ProcessBuilder("sh", "-c", "echo 0 > " + file).start().waitFor() == 0;
  }

  private Process tree(String children, int count) throws Exception {
    Process process = start(children, count);
    trees.add(linux.process(process.pid()));
    return process;
  }

  /** A shell at 0 with children that are at their scores when it says that it is ready. */
  private Process start(String children, int count) throws IOException {
    String script =
        "exec 3<&0; "
            + children.replace("read x", "echo child >&4; read x")
            + "echo ready >&4; read x";
    Process process =
        new ProcessBuilder("sh", "-c", "exec 4>&1; " + script).redirectErrorStream(true).start();
    started.add(process);
    BufferedReader lines = process.inputReader();
    for (int i = 0; i < count + 1; i++) {
      String line = lines.readLine();
      assertThat(line).isIn("ready", "child");
    }
    return process;
  }

  private List<Integer> scoresBelow(Process process) {
    return process.descendants().map(child -> linux.scoreOf(child.pid())).sorted().toList();
  }
}
