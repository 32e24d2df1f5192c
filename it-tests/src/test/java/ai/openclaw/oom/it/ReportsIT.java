package ai.openclaw.oom.it;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.probe.LateLogManager;
import ai.openclaw.oom.probe.Managed;
import ai.openclaw.oom.probe.Reported;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the agent tells of raised children, when it is asked to. */
class ReportsIT {

  /** The memory group has counted nothing: the application killed its child by itself. */
  @EachJdk
  void aKilledChildIsCountedAndReported(Jdk jdk) throws Exception {
    JavaRun run =
        new JavaRun(jdk).agent("jmx=true,shim=sh,score=700,log=info").main(Managed.class, "more");
    assertThat(run.run())
        .succeeded()
        .printed(
            "before false\nkilled 1\nspawns {WRAPPED_SH=1}\nlive 0, kills 1, score 700, shim sh, shim=sh, raised 1\n")
        .saidLinesMatching(
            "\\[openclaw-oom] openclaw-oom-agent .*, shim sh, target 700, .*",
            "\\[openclaw-oom] child \\d+ \\(cat, oom_score_adj (700|not read)\\) ended by SIGKILL after \\d+ s; "
                + (groupTellsKills()
                    ? "the memory group has counted no OOM kill: somebody killed it"
                    : "the memory group does not tell whether memory ran out"));
  }

  /** To start JMX must not start logging, which can be configured only once. */
  @EachJdk
  void theBeanLeavesTheLogManagerToTheApplication(Jdk jdk) throws Exception {
    JavaRun run = new JavaRun(jdk).agent("jmx=true,log=info").main(LateLogManager.class);
    assertThat(run.run())
        .succeeded()
        .printed("Own\nbean 1\n")
        .saidOnce(".*INFO: works")
        .err()
        .doesNotContain("the MXBean");
  }

  @EachJdk
  void theApplicationsOwnKillIsNoNews(Jdk jdk) throws Exception {
    Ci.orSkip(groupTellsKills(), "reports: the memory group does not tell its kills");
    assertThat(new JavaRun(jdk).agent("jmx=true").main(Managed.class).run())
        .succeeded()
        .printed("before false\nkilled 1\nspawns {WRAPPED_NATIVE=1}\n")
        .saidNothing();
  }

  /** A child that nobody could raise is not counted as raised, and its kill not told as if. */
  @EachJdk
  void whatCouldNotBeRaisedIsNotSaidToBe(Jdk jdk) throws Exception {
    Ci.orSkip(Ci.isRoot(), "reports: missing: root, to mount /proc read-only");
    for (String shim : List.of("native", "sh", "parent")) {
      JavaRun run =
          new JavaRun(jdk)
              .agent("jmx=true,log=info,shim=" + shim)
              .prepare(Places.READ_ONLY_PROC)
              .main(Managed.class);
      assertThat(run.run())
          .as(shim)
          .succeeded()
          .printed("before false\nkilled 1\nspawns {NOT_RAISED=1}\n")
          .saidOnce(
              "\\[openclaw-oom] child \\d+ \\(cat, oom_score_adj (0|not read)\\) is not raised:"
                  + " scores cannot be written here: .*Read-only file system.*")
          .saidOnce(".*child \\d+ \\(cat, oom_score_adj (0|not read)\\) ended by SIGKILL.*")
          .err()
          .doesNotContain("oom_score_adj 1000");
    }
  }

  /** A child that goes back by itself and is held is told as it is. */
  @EachJdk
  void aHeldChildIsToldAsItIs(Jdk jdk) throws Exception {
    JavaRun run = new JavaRun(jdk).agent("log=info").main(Reported.class, Reported.LOWERED);
    assertThat(run.run())
        .succeeded()
        .saidOnce(".*child \\d+ \\(sh, oom_score_adj 910\\) ended by SIGKILL.*");
  }

  /** What is in force is said with the first spawn. */
  @EachJdk
  void theFirstSpawnSaysWhatIsInForce(Jdk jdk) throws Exception {
    JavaRun run = new JavaRun(jdk).agent("log=info").main(Reported.class);
    assertThat(run.run())
        .succeeded()
        .saidOnce(
            "\\[openclaw-oom] openclaw-oom-agent [0-9].*, shim native, target 1000,"
                + " own oom_score_adj "
                + Score.OWN
                + ", (margin \\d+ MiB of \\d+|memory limit: .*).*");
  }

  @EachJdk
  void aJvmAtTheTargetIsToldThatNothingIsToBeWon(Jdk jdk) throws Exception {
    JavaRun run =
        new JavaRun(jdk)
            .agent("nested=raised")
            .prepare("echo 1000 > /proc/self/oom_score_adj")
            .main(Reported.class, Reported.WAITS_FOR + "children cannot go first");
    assertThat(run.run())
        .succeeded()
        .saidLinesMatching(
            "\\[openclaw-oom] children cannot go first: this JVM's own oom_score_adj is 1000,"
                + " and the target is 1000");
  }

  /** Of this JVM, in whose group all others are. A container may see its group at the mount. */
  private static boolean groupTellsKills() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/cgroup"))) {
      String[] fields = line.split(":", 3);
      if (fields[1].equals("memory") || fields[1].isEmpty()) {
        boolean isV1 = fields[1].equals("memory");
        Path mount = Path.of(isV1 ? "/sys/fs/cgroup/memory" : "/sys/fs/cgroup");
        String file = isV1 ? "memory.oom_control" : "memory.events";
        for (Path group : List.of(Path.of(mount + fields[2]), mount)) {
          Path counts = group.resolve(file);
          if (Files.isReadable(counts) && Files.readString(counts).contains("oom_kill ")) {
            return true;
          }
        }
      }
    }
    return false;
  }
}
