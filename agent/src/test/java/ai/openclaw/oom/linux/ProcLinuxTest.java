package ai.openclaw.oom.linux;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.Ended;
import ai.openclaw.oom.Needs;
import ai.openclaw.oom.Run;
import ai.openclaw.oom.linux.Linux.Raise;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the real kernel, with real children. */
class ProcLinuxTest {
  private final Linux linux = new ProcLinux();

  @BeforeEach
  void ownScoreLeavesRoom() throws IOException {
    Needs.that(score("self") < 500, "an oom_score_adj of our own below 500");
  }

  private static int score(Object pid) throws IOException {
    return Integer.parseInt(Files.readString(Path.of("/proc/" + pid + "/oom_score_adj")).trim());
  }

  @Test
  void readsScores() throws IOException {
    assertThat(linux.ownScore()).isEqualTo(score("self"));
    assertThat(linux.scoreOf(1)).isEqualTo(score(1));
    assertThat(linux.scoreOf(Integer.MAX_VALUE)).isEqualTo(Linux.UNKNOWN);
  }

  @Test
  void raisesAChildAndNeverLowersIt() throws Exception {
    Process child = new ProcessBuilder("sleep", "60").start();
    try {
      assertThat(linux.raise(child.pid(), child, 600)).isEqualTo(Raise.DONE);
      assertThat(score(child.pid())).isEqualTo(600);
      assertThat(linux.raise(child.pid(), child, 600)).isEqualTo(Raise.DONE);
      assertThat(linux.raise(child.pid(), child, 500)).isEqualTo(Raise.DONE);
      assertThat(score(child.pid())).isEqualTo(600);
      assertThat(linux.raise(child.pid(), child, 1000)).isEqualTo(Raise.DONE);
      assertThat(score(child.pid())).isEqualTo(1000);
    } finally {
      child.destroyForcibly().waitFor();
    }
    assertThat(linux.raise(child.pid(), child, 1000)).isEqualTo(Raise.GONE);
  }

  @Test
  void leavesAloneWhatIsNoChild() throws Exception {
    Process child = new ProcessBuilder("sh", "-c", "sleep 60 & echo $!; wait").start();
    long grandchild = Long.parseLong(child.inputReader().readLine());
    try {
      int before = score(grandchild);
      assertThat(linux.raise(grandchild, null, 1000)).isEqualTo(Raise.GONE);
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
      assertThat(linux.raise(child.pid(), null, 1000)).isEqualTo(Raise.DONE);
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
      assertThat(linux.raise(other.pid(), formerOwnerOfThePid, 1000)).isEqualTo(Raise.GONE);
      assertThat(score(other.pid())).isEqualTo(before);
    } finally {
      other.destroyForcibly().waitFor();
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
    Map<Long, Integer> before = scores();
    ProcessBuilder jvm = Run.java(Elsewhere.class, List.of());
    jvm.command().addAll(0, List.of("unshare", "--pid", "--fork"));
    Run run = Run.of(jvm);
    Map<Long, Integer> after = scores();
    after.keySet().retainAll(before.keySet());
    before.keySet().retainAll(after.keySet());
    assertThat(after).isEqualTo(before);
    assertThat(run.out().replaceAll("(GONE|REFUSED) null\n", "")).as(run::toString).isEmpty();
    Needs.that(run.out().contains("REFUSED"), "strangers with low pids, to be left alone");
  }

  private Map<Long, Integer> scores() {
    Map<Long, Integer> scores = new HashMap<>();
    for (long pid : linux.processes().keySet()) {
      scores.put(pid, linux.scoreOf(pid));
    }
    scores.values().removeIf(score -> score == Linux.UNKNOWN);
    return scores;
  }

  /** Tries to raise some children. */
  static final class Elsewhere {
    public static void main(String[] args) throws Exception {
      Linux linux = new ProcLinux();
      for (int i = 0; i < 40; i++) {
        Process child = new ProcessBuilder("sleep", "60").start();
        System.out.println(linux.raise(child.pid(), child, 1000) + " " + linux.child(child.pid()));
        child.destroyForcibly().waitFor();
      }
    }
  }

  @Test
  void knowsWhatCanBeEntered(@TempDir Path folder) throws IOException {
    assertThat(linux.isEnterable(folder.toString())).isTrue();
    assertThat(linux.isEnterable(folder + "/none")).isFalse();
    assertThat(linux.isEnterable(Files.createFile(folder.resolve("file")).toString())).isFalse();
  }

  /** In a JVM of its own: it loses its working directory. */
  @Test
  void seesItsWorkingDirectoryGo(@TempDir Path folder) throws IOException {
    Path directory = Files.createDirectory(folder.resolve("cwd"));
    ProcessBuilder jvm = Run.java(Homeless.class, List.of(), directory.toString());
    assertThat(Run.of(jvm.directory(directory.toFile()))).isEqualTo(new Run(0, "true, false", ""));
  }

  /** Prints whether the working directory is there, before and after deleting it. */
  static final class Homeless {
    public static void main(String[] args) {
      Linux linux = new ProcLinux();
      System.out.print(linux.hasWorkingDirectory() + ", ");
      new File(args[0]).delete();
      System.out.print(linux.hasWorkingDirectory());
    }
  }

  @Test
  void tellsTheEnvironment() {
    assertThat(linux.isEnvironmentWhole()).isTrue();
    assertThat(linux.searchPath()).isEqualTo(System.getenv("PATH"));
  }
}
