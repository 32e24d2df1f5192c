package ai.openclaw.oom.hold;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.Needs;
import ai.openclaw.oom.linux.ProcProcesses;
import ai.openclaw.oom.linux.ProcScores;
import ai.openclaw.oom.linux.ProcessEntry;
import ai.openclaw.oom.linux.Processes;
import ai.openclaw.oom.linux.Scores;
import ai.openclaw.oom.report.Tally;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Trees of real shells that score themselves as Chromium does. A shell says "ready" when its tree
 * stands, and ends with its input. The clock stands still but for half a second before each look.
 */
@Timeout(60) // A shell that does not get ready would hang these tests.
class TreesTest {
  private static final String CHILD = "sh -c 'echo %d > /proc/$$/oom_score_adj; read x' <&3 & ";

  /** Of launchers whose children inherit it: nobody else in this JVM's group has just this one. */
  private static final int TARGET = 637;

  private final Scores scores = new ProcScores();
  private final Processes processes = new ProcProcesses();
  private final Tally tally = new Tally();
  private final List<Process> started = new ArrayList<>();
  private long now;
  private Trees trees = trees(1000, true);

  private Trees trees(int target, boolean lastPidTells) {
    Processes seen = new SeenProcesses(processes, lastPidTells);
    return new Trees(scores, seen, target, tally, () -> now, Members.MOST);
  }

  @AfterEach
  void end() throws Exception {
    for (Process process : started) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
  }

  /** What has just been started is not looked at at once, but its children are. */
  private void look() {
    for (int i = 0; i < 2; i++) {
      now += TimeUnit.MILLISECONDS.toNanos(500);
      trees.look();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatLoweredItselfIsHeldInTheOrderThatItChose(boolean lastPidTells) throws Exception {
    trees = trees(1000, lastPidTells);
    Process browser = tree(score(300) + score(200) + score(0) + score(1000), 4);
    look();
    assertThat(scoresBelow(browser)).containsExactly(910, 928, 937, 1000);
    assertThat(scores.scoreOf(browser.pid())).isEqualTo(910);
    assertThat(tally.holds()).containsEntry("DONE", 4L);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatIsStartedLaterIsHeldToo(boolean lastPidTells) throws Exception {
    trees = trees(1000, lastPidTells);
    Process browser = tree("", 0);
    look();
    browser.outputWriter().append("go\n").flush();
    String line = browser.inputReader().readLine();
    assertThat(line).isEqualTo("late");
    look();
    assertThat(scoresBelow(browser)).containsExactly(928);
  }

  @Test
  void holdingTwiceIsHoldingOnce() throws Exception {
    Process browser = tree(score(300), 1);
    look();
    long held = tally.holds().get("DONE");
    look();
    assertThat(scoresBelow(browser)).containsExactly(937);
    assertThat(tally.holds()).containsEntry("DONE", held);
  }

  @Test
  void aDescendantThatOptsOutIsLeftAlone() throws Exception {
    Process tree = tree("OPENCLAW_CHILD_OOM_SCORE_ADJ=off " + score(100), 1);
    look();
    assertThat(scoresBelow(tree)).containsExactly(100);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anotherTreeIsNotTouched(boolean lastPidTells) throws Exception {
    trees = trees(1000, lastPidTells);
    tree(score(300), 1);
    Process stranger = start(score(300), 1);
    look();
    assertThat(scoresBelow(stranger)).containsExactly(300);
    assertThat(scores.scoreOf(stranger.pid())).isZero();
  }

  @Test
  void anOrphanStaysAMember() throws Exception {
    // One that waits for input would end with its parent, and only a zombie be looked at.
    Process tree = tree(score(300).replace("read x", "read x; exec sleep 600"), 1);
    look();
    long orphan = tree.children().findFirst().orElseThrow().pid();
    tree.destroyForcibly().waitFor();
    assertThat(lower(orphan)).as("the orphan is still there").isTrue();
    look();
    assertThat(scores.scoreOf(orphan)).isEqualTo(910);
    endAndAwait(orphan);
    look();
    assertThat(trees.isEmpty()).isTrue();
  }

  private static void endAndAwait(long pid) {
    ProcessHandle handle = ProcessHandle.of(pid).orElseThrow();
    handle.destroyForcibly();
    handle.onExit().join();
  }

  @Test
  void aPidThatIsSomebodyElsesByNowIsNotTouched() throws Exception {
    Process stranger = start(score(300), 1);
    ProcessEntry now = processes.process(stranger.pid());
    trees.add(new ProcessEntry(now.pid, now.parent, now.group, now.session, now.startTime - 1));
    look();
    assertThat(scores.scoreOf(stranger.pid())).isZero();
    assertThat(scoresBelow(stranger)).containsExactly(300);
    assertThat(trees.isEmpty()).isTrue();
  }

  @Test
  void aRaiseOfAnEntryThatIsGoneIsNotDone() throws Exception {
    Process process = start("", 0);
    ProcessEntry entry = processes.process(process.pid());
    process.destroyForcibly().waitFor();
    assertThat(scores.raise(entry.pid, entry.startTime, 1000)).isEqualTo(Scores.Raise.GONE);
    assertThat(processes.pids()).doesNotContain(entry.pid);
  }

  /** Its child is init's by the time that anybody looks, and has inherited the target. */
  @Test
  void theChildOfALauncherThatHasEndedIsHeldIfItHasTheTarget() throws Exception {
    Needs.that(scores.ownScore() < TARGET, "an oom_score_adj of our own below " + TARGET);
    trees = trees(TARGET, true);
    Launched launched = launch("sh", TARGET);
    look();
    assertThat(lower(launched.orphan)).isTrue();
    look();
    assertThat(scores.scoreOf(launched.orphan)).isEqualTo(TARGET * 910 / 1000);
    endAndAwait(launched.orphan);
  }

  @Test
  void anOrphanWithAnotherScoreMayBeAnybodys() throws Exception {
    trees = trees(TARGET, true);
    Launched launched = launch("sh", TARGET - 1);
    look();
    assertThat(lower(launched.orphan)).isTrue();
    look();
    assertThat(scores.scoreOf(launched.orphan)).isZero();
    endAndAwait(launched.orphan);
  }

  /** In a session that a child of ours leads there is nobody who does not descend from it. */
  @Test
  void theChildOfALauncherWithASessionOfItsOwnIsHeldWhateverItsScore() throws Exception {
    Launched launched = launch("setsid sh", 5);
    look();
    assertThat(scores.scoreOf(launched.orphan)).isEqualTo(910);
    endAndAwait(launched.orphan);
  }

  private record Launched(long orphan) {}

  /** A child that has ended, and is told of like that, and the child that it has left behind. */
  private Launched launch(String shell, int score) throws Exception {
    String script = "echo " + score + " > /proc/self/oom_score_adj; sleep 600 >&2 & echo $!";
    List<String> command = new ArrayList<>(List.of(shell.split(" ")));
    command.addAll(List.of("-c", script));
    // Only a builtin writes to the file of the shell itself.
    Process launcher =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    long orphan = Long.parseLong(launcher.inputReader().readLine());
    launcher.waitFor();
    trees.addEnded(launcher.pid());
    return new Launched(orphan);
  }

  /** Whatever made it look like a child. */
  @Test
  void whoWasThereBeforeThisJvmIsNeverTouched() {
    long parent = ProcessHandle.current().parent().orElseThrow().pid();
    int before = scores.scoreOf(parent);
    trees.add(processes.process(parent));
    trees.look();
    trees.look();
    assertThat(scores.scoreOf(parent)).isEqualTo(before);
    assertThat(trees.isEmpty()).isTrue();
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
    trees.add(processes.process(process.pid()));
    return process;
  }

  /** A shell at 0 with children that are at their scores when it says that it is ready. */
  private Process start(String children, int count) throws IOException {
    String script =
        "exec 3<&0; "
            + children.replace("read x", "echo child >&4; read x")
            + "echo ready >&4; read x; "
            + score(200).replace("read x", "echo late >&4; read x")
            + "read x";
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
    return process.descendants().map(child -> scores.scoreOf(child.pid())).sorted().toList();
  }
}
