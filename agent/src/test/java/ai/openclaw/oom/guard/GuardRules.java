package ai.openclaw.oom.guard;

import static ai.openclaw.oom.guard.MadeUpGroup.LIMIT;
import static ai.openclaw.oom.guard.MadeUpGroup.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom a guard kills, whom it does not, and when: with real children and a made-up group. */
abstract class GuardRules {
  /** Raises itself; then holds 20 MB in a child of its own, more than what counts as small. */
  static final String LARGE =
      "echo 1000 > /proc/self/oom_score_adj;"
          + " { head -c 20000000 /dev/zero; echo ready >&2; exec sleep 60; } | tail";

  static final String SMALL = "echo 1000 > /proc/self/oom_score_adj; echo ready >&2; exec sleep 60";

  @TempDir Path dir;
  MadeUpGroup group;
  private final List<Process> started = new ArrayList<>();

  @BeforeEach
  void makeUp() throws IOException {
    int own = Integer.parseInt(Files.readString(Path.of("/proc/self/oom_score_adj")).trim());
    Needs.that(own < 1000, "an oom_score_adj below 1000");
    group = new MadeUpGroup(dir);
  }

  @AfterEach
  void end() throws InterruptedException {
    for (Process process : started) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
  }

  /** One that is at work. */
  abstract Guard guard() throws IOException;

  Process start(ProcessBuilder builder) throws IOException {
    Process process = builder.start();
    started.add(process);
    return process;
  }

  String[] arguments() {
    String pid = Long.toString(ProcessHandle.current().pid());
    return new String[] {pid, "2", "1000", dir.toString(), dir.toString()};
  }

  Process child(String script, String... environment) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", script);
    for (String assignment : environment) {
      builder.environment().put(assignment.split("=")[0], assignment.split("=")[1]);
    }
    Process child = start(builder);
    assertThat(child.errorReader().readLine()).isEqualTo("ready");
    return child;
  }

  Process inGroup(Process child) throws IOException {
    group.enter(child.pid());
    for (ProcessHandle descendant : child.descendants().toList()) {
      group.enter(descendant.pid());
    }
    return child;
  }

  /** Fills the group, within some looks: where nothing grows, nobody small is killed. */
  void fill() throws Exception {
    for (long left = 4 * MIB; left > MIB; left -= MIB / 16) {
      group.use(LIMIT - left);
      Thread.sleep(4);
    }
  }

  /** Whom it killed, by the next line that it says of that. */
  static long killed(Guard guard) throws InterruptedException {
    while (true) {
      for (String line : guard.lines()) {
        String[] fields = line.split(" ");
        if (fields[0].equals("kill")) {
          assertThat(fields).hasSize(13);
          return Long.parseLong(fields[1]);
        }
      }
      assertThat(guard.isRunning()).isTrue();
      Thread.sleep(1);
    }
  }

  @Test
  void endsWhenItIsDismissed() throws Exception {
    Guard guard = guard();
    assertThat(guard.isRunning()).isTrue();
    guard.dismiss();
    while (guard.isRunning()) {
      Thread.sleep(1);
    }
  }

  /** Fills the group: one is killed, and a large one is left with what it has started. */
  private void assertTakes(Process raised, Process other, Guard guard) throws Exception {
    fill();
    assertThat(killed(guard)).isEqualTo(raised.pid());
    assertThat(other.isAlive()).isTrue();
    assertThat(other.descendants()).hasSize(2);
  }

  private static long start(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[19]);
  }

  private static void tell(Guard guard, String line) {
    guard.tell(line + "\n");
  }

  @Test
  void killsTheLargestDescendantOfARaisedChild() throws Exception {
    inGroup(child(SMALL));
    Process large = inGroup(child(LARGE));
    Guard guard = guard();
    ProcessHandle tail = null;
    for (ProcessHandle descendant : large.descendants().toList()) {
      boolean isTail = descendant.info().command().orElse("").endsWith("/tail");
      tail = isTail ? descendant : tail;
    }
    fill();
    assertThat(killed(guard)).isEqualTo(tail.pid());
  }

  @Test
  void killsNobodyWhoWasNotRaised() throws Exception {
    Process other = inGroup(child(LARGE.replace("1000", "900")));
    Process raised = inGroup(child(SMALL));
    Guard guard = guard();
    assertTakes(raised, other, guard);
  }

  @Test
  void killsNobodyWhoOptsOut() throws Exception {
    Process other = inGroup(child(LARGE, "OPENCLAW_CHILD_OOM_SCORE_ADJ= Off "));
    Process raised = inGroup(child(SMALL, "OPENCLAW_CHILD_OOM_SCORE_ADJ=1"));
    Guard guard = guard();
    assertTakes(raised, other, guard);
  }

  @Test
  void killsNobodyElsewhere() throws Exception {
    Process other = child(LARGE);
    Process raised = inGroup(child(SMALL));
    Guard guard = guard();
    assertTakes(raised, other, guard);
  }

  @Test
  void killsNobodyWhomTheJvmLeavesAlone() throws Exception {
    Process other = inGroup(child(LARGE));
    Process raised = inGroup(child(SMALL));
    Guard guard = guard();
    tell(guard, "!" + other.pid() + " " + start(other.pid()));
    assertTakes(raised, other, guard);
  }

  /** What the JVM tells of may have lowered itself; a number that is somebody else's does not. */
  @Test
  void believesTheJvmOfWhoIsRaisedAndNoNumberAlone() throws Exception {
    Process other = inGroup(child(LARGE.replace("1000", "910")));
    Process raised = inGroup(child(SMALL.replace("1000", "910")));
    Guard guard = guard();
    tell(guard, "+" + other.pid() + " " + (start(other.pid()) + 1));
    tell(guard, "+" + raised.pid() + " " + start(raised.pid()));
    assertTakes(raised, other, guard);
  }

  @Test
  void whatTheKernelTakesBackIsNoUse() throws Exception {
    Process child = inGroup(child(LARGE));
    Guard guard = guard();
    group.reclaimable(LIMIT / 2);
    fill();
    // Fifty looks at least.
    Thread.sleep(200);
    assertThat(child.descendants()).hasSize(2);
    group.reclaimable(0);
    assertThat(killed(guard)).isPositive();
  }
}
