package ai.openclaw.oom.it;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.probe.Managed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the agent tells of raised children, when it is asked to. */
class ReportsIT {

  /** The memory group has counted nothing: the application killed its child by itself. */
  @EachJdk
  void aKilledChildIsCountedAndReported(Jdk jdk) throws Exception {
    JavaRun run = new JavaRun(jdk).agent("jmx=true,shim=sh,score=700,log=info").main(Managed.class);
    assertThat(run.run())
        .succeeded()
        .printed("before false\nkilled 1\nspawns {WRAPPED_SH=1}\n")
        .saidLinesMatching(
            "\\[openclaw-oom] child \\d+ \\(cat, oom_score_adj 700\\) ended by SIGKILL; "
                + (groupTellsKills()
                    ? "the memory group has counted no OOM kill"
                    : "the memory group does not tell whether memory ran out"));
  }

  @EachJdk
  void theApplicationsOwnKillIsNoNews(Jdk jdk) throws Exception {
    Ci.orSkip(groupTellsKills(), "reports: the memory group does not tell its kills");
    assertThat(new JavaRun(jdk).agent("jmx=true").main(Managed.class).run())
        .succeeded()
        .printed("before false\nkilled 1\nspawns {WRAPPED_NATIVE=1}\n")
        .saidNothing();
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
