package ai.openclaw.oom.linux;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.Ended;
import ai.openclaw.oom.Needs;
import ai.openclaw.oom.Run;
import ai.openclaw.oom.linux.Scores.Raise;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against the real kernel, with real children. */
class ProcScoresTest {
  private final Scores scores = new ProcScores();

  @BeforeEach
  void ownScoreLeavesRoom() throws IOException {
    Needs.that(score("self") < 500, "an oom_score_adj of our own below 500");
  }

  private static int score(Object pid) throws IOException {
    return Integer.parseInt(Files.readString(Path.of("/proc/" + pid + "/oom_score_adj")).trim());
  }

  @Test
  void readsScores() throws IOException {
    assertThat(scores.ownScore()).isEqualTo(score("self"));
    assertThat(scores.scoreOf(1)).isEqualTo(score(1));
    assertThat(scores.scoreOf(Integer.MAX_VALUE)).isEqualTo(Scores.UNKNOWN);
  }

  @Test
  void raisesAChildAndNeverLowersIt() throws Exception {
    Process child = new ProcessBuilder("sleep", "60").start();
    try {
      assertThat(scores.raise(child.pid(), child, 600)).isEqualTo(Raise.DONE);
      assertThat(score(child.pid())).isEqualTo(600);
      assertThat(scores.raise(child.pid(), child, 600)).isEqualTo(Raise.DONE);
      assertThat(scores.raise(child.pid(), child, 500)).isEqualTo(Raise.DONE);
      assertThat(score(child.pid())).isEqualTo(600);
      assertThat(scores.raise(child.pid(), child, 1000)).isEqualTo(Raise.DONE);
      assertThat(score(child.pid())).isEqualTo(1000);
    } finally {
      child.destroyForcibly().waitFor();
    }
    assertThat(scores.raise(child.pid(), child, 1000)).isEqualTo(Raise.GONE);
  }

  @Test
  void raisesWhatWasSeenAndNeverLowersIt() throws Exception {
    Process child = new ProcessBuilder("sleep", "60").start();
    try {
      long startTime = ProcessEntry.of(child.pid()).startTime;
      assertThat(scores.raise(child.pid(), startTime, 600)).isEqualTo(Raise.DONE);
      assertThat(score(child.pid())).isEqualTo(600);
      assertThat(scores.raise(child.pid(), startTime, 600)).isEqualTo(Raise.DONE);
      assertThat(scores.raise(child.pid(), startTime, 500)).isEqualTo(Raise.DONE);
      assertThat(score(child.pid())).isEqualTo(600);
      assertThat(scores.raise(child.pid(), startTime + 1, 1000)).isEqualTo(Raise.GONE);
      assertThat(score(child.pid())).isEqualTo(600);
      assertThat(scores.raise(Integer.MAX_VALUE, startTime, 1000)).isEqualTo(Raise.GONE);
    } finally {
      child.destroyForcibly().waitFor();
    }
  }

  /** Going back is allowed: nobody with CAP_SYS_RESOURCE forbids it on the way. */
  @Test
  void placesItsOwnAndKnowsItAtOnce() throws IOException {
    int before = score("self");
    try {
      assertThat(scores.recentOwnScore()).isEqualTo(before);
      assertThat(scores.placeOwn(before + 7)).isEqualTo(before + 7);
      assertThat(score("self")).isEqualTo(before + 7);
      assertThat(scores.recentOwnScore()).isEqualTo(before + 7);
      assertThat(scores.placeOwn(1001)).as("no score").isEqualTo(before + 7);
      assertThat(scores.obstacle()).isNull();
    } finally {
      scores.placeOwn(before);
    }
    assertThat(score("self")).isEqualTo(before);
  }

  @Test
  @Timeout(60)
  void readsItsOwnAgainAfterATenthOfASecond() throws IOException {
    int before = score("self");
    Path own = Path.of("/proc/self/oom_score_adj");
    try {
      long start;
      int cached;
      do {
        Scores fresh = new ProcScores();
        Files.writeString(own, "" + before);
        start = System.nanoTime();
        assertThat(fresh.recentOwnScore()).isEqualTo(before);
        Files.writeString(own, "" + (before + 7));
        cached = fresh.recentOwnScore();
        while (fresh.recentOwnScore() != before + 7) {
          Thread.onSpinWait();
        }
        // On a busy machine it may be later when it is asked again.
      } while (cached != before && System.nanoTime() - start > 100_000_000);
      assertThat(cached).isEqualTo(before);
      assertThat(System.nanoTime() - start).isGreaterThan(100_000_000);
    } finally {
      Files.writeString(own, "" + before);
    }
  }

  @Test
  void leavesAloneWhatIsNoChild() throws Exception {
    Process child = new ProcessBuilder("sh", "-c", "sleep 60 & echo $!; wait").start();
    long grandchild = Long.parseLong(child.inputReader().readLine());
    try {
      int before = score(grandchild);
      assertThat(scores.raise(grandchild, null, 1000)).isEqualTo(Raise.GONE);
      assertThat(score(grandchild)).isEqualTo(before);
    } finally {
      ProcessHandle.of(grandchild).ifPresent(ProcessHandle::destroyForcibly);
      child.destroyForcibly().waitFor();
    }
  }

  /** The kernel shows a name with brackets and blanks as it is, in the midst of other fields. */
  @Test
  void knowsAChildWithAnOddName(@TempDir Path folder) throws Exception {
    Path odd = folder.resolve("a) S 1 (b");
    Files.copy(Path.of("/bin/sleep"), odd);
    Process child = new ProcessBuilder(odd.toString(), "60").start();
    try {
      assertThat(scores.raise(child.pid(), null, 1000)).isEqualTo(Raise.DONE);
      assertThat(score(child.pid())).isEqualTo(1000);
    } finally {
      child.destroyForcibly().waitFor();
    }
  }

  /** A process that has ended may have left its pid to one that nobody asked to raise. */
  @Test
  void leavesAloneWhatHasTakenThePidOfAnEndedChild() throws Exception {
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    leavesAlone(ended);
  }

  @Test
  void leavesAloneWhatHasTakenThePidOfAChildThatEndedJustNow() throws Exception {
    leavesAlone(new EndsWhenAsked());
  }

  private void leavesAlone(Process formerOwnerOfThePid) throws Exception {
    Process other = new ProcessBuilder("sleep", "60").start();
    try {
      int before = score(other.pid());
      assertThat(scores.raise(other.pid(), formerOwnerOfThePid, 1000)).isEqualTo(Raise.GONE);
      assertThat(score(other.pid())).isEqualTo(before);
    } finally {
      other.destroyForcibly().waitFor();
    }
  }

  /** The JDK learns of an end a moment after the pid has been given back. */
  @Test
  void leavesAStrangerAloneThatHasTakenThePidOfAChildThatSeemsToLive() throws Exception {
    Process shell = new ProcessBuilder("sh", "-c", "sleep 60 & echo $!; read x").start();
    long stranger = Long.parseLong(shell.inputReader().readLine());
    try {
      int before = score(stranger);
      Process alive =
          new Ended(0) {
            @Override
            public boolean isAlive() {
              return true;
            }
          };
      assertThat(scores.raise(stranger, alive, 1000)).isEqualTo(Raise.REFUSED);
      assertThat(score(stranger)).isEqualTo(before);
    } finally {
      ProcessHandle.of(stranger).ifPresent(ProcessHandle::destroyForcibly);
      shell.destroyForcibly().waitFor();
    }
  }

  /** Is alive when asked for the first time only. */
  private static final class EndsWhenAsked extends Ended {
    private boolean asked;

    EndsWhenAsked() {
      super(0);
    }

    @Override
    public boolean isAlive() {
      boolean first = !asked;
      asked = true;
      return first;
    }
  }

  /**
   * In a JVM of its own, whose children have other pids than those by which {@code /proc} shows
   * them: there these are the pids of strangers, mostly the kernel's own threads.
   */
  @Test
  void leavesStrangersAloneWhereProcIsAnotherPidNamespaces() throws Exception {
    Needs.root("for a pid namespace");
    Map<Long, Integer> before = scoresOfAll();
    // Its pid may be that of another such JVM, with which it would share a file in /tmp.
    ProcessBuilder jvm = Run.java(Elsewhere.class, List.of("-XX:-UsePerfData"));
    jvm.command().addAll(0, List.of("unshare", "--pid", "--fork"));
    Run run = Run.of(jvm);
    Map<Long, Integer> after = scoresOfAll();
    after.keySet().retainAll(before.keySet());
    before.keySet().retainAll(after.keySet());
    assertThat(after).isEqualTo(before);
    assertThat(run.out().replaceAll("(GONE|REFUSED) null\n", "")).as(run::toString).isEmpty();
    Needs.that(run.out().contains("REFUSED"), "strangers with low pids, to be left alone");
  }

  private Map<Long, Integer> scoresOfAll() {
    Map<Long, Integer> all = new HashMap<>();
    for (long pid : new ProcProcesses().pids()) {
      all.put(pid, scores.scoreOf(pid));
    }
    all.values().removeIf(score -> score == Scores.UNKNOWN);
    return all;
  }

  /** Tries to raise some children. */
  static final class Elsewhere {
    public static void main(String[] args) throws Exception {
      Scores scores = new ProcScores();
      for (int i = 0; i < 40; i++) {
        Process child = new ProcessBuilder("sleep", "60").start();
        System.out.println(
            scores.raise(child.pid(), child, 1000) + " " + new ProcProcesses().child(child.pid()));
        child.destroyForcibly().waitFor();
      }
    }
  }
}
