package ai.openclaw.oom.it;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.probe.Chain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Launcher, server and worker under real pressure: the worker is the one to go, each time. */
@Isolated
class NestedKillIT {
  private static final int ROUNDS = 10;
  private static final int SIGKILLED = 137;
  private static final long LIMIT = 512L << 20;

  private Path group;

  @BeforeEach
  void makeAGroup() throws IOException {
    Path parent = ownGroup();
    Ci.orSkip(
        parent != null && Ci.isRoot() && Files.isWritable(parent),
        "nested kills: missing: root and a memory group of cgroup v1");
    group =
        Files.createDirectory(parent.resolve("openclaw-nested-" + ProcessHandle.current().pid()));
    Files.writeString(group.resolve("memory.limit_in_bytes"), Long.toString(LIMIT));
  }

  /** The worker of a server that was killed is still there. */
  @AfterEach
  void removeIt() throws IOException {
    if (group == null) {
      return;
    }
    for (String pid : Files.readAllLines(group.resolve("cgroup.procs"))) {
      ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
    }
    while (!Files.readAllLines(group.resolve("cgroup.procs")).isEmpty()) {
      Thread.yield();
    }
    Files.delete(group);
  }

  @Test
  void theWorkerDiesAndServerAndLauncherLive() throws Exception {
    int middle = (Score.TARGET + Score.OWN) / 2;
    String round = "server %d, worker %d\n".formatted(middle, SIGKILLED);
    assertThat(chain("").run())
        .succeeded()
        .printed(round.repeat(ROUNDS) + "state 1\nlauncher " + Score.OWN + ", server 0\n");
    assertThat(kills()).isEqualTo(ROUNDS);
  }

  /** Why it goes half-way: at its workers' score it is the one to go. */
  @Test
  void aServerThatStaysRaisedGoesFirst() throws Exception {
    assertThat(chain("=nested=raised").run())
        .succeeded()
        .printed("launcher " + Score.OWN + ", server " + SIGKILLED + "\n");
  }

  private JavaRun chain(String arguments) {
    return new JavaRun(Jdks.running())
        .environment("JAVA_TOOL_OPTIONS", "-Xmx400m -javaagent:" + Places.agent() + arguments)
        .prepare("echo $$ > " + group.resolve("cgroup.procs"))
        .main(Chain.class, "launcher", "" + ROUNDS);
  }

  private long kills() throws IOException {
    for (String line : Files.readAllLines(group.resolve("memory.oom_control"))) {
      if (line.startsWith("oom_kill ")) {
        return Long.parseLong(line.substring("oom_kill ".length()));
      }
    }
    return -1;
  }

  private static Path ownGroup() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/cgroup"))) {
      String[] fields = line.split(":", 3);
      Path folder = Path.of("/sys/fs/cgroup/memory" + fields[2]);
      if (fields[1].equals("memory") && Files.isDirectory(folder)) {
        return folder;
      }
    }
    return null;
  }
}
