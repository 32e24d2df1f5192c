package ai.openclaw.oom.it;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.probe.Chain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Launcher, server and worker under real pressure: the worker is the one to go, each time. */
@Isolated
class NestedKillIT {
  private static final int ROUNDS = 10;
  private static final int SIGKILLED = 137;
  private static final int LIMIT_MIB = 512;

  @Test
  void theWorkerDiesAndServerAndLauncherLive() throws Exception {
    int middle = (Score.TARGET + Score.OWN) / 2;
    String round = "server %d, worker %d\n".formatted(middle, SIGKILLED);
    try (V1Group group = V1Group.create(LIMIT_MIB)) {
      assertThat(chain(group, "").run())
          .succeeded()
          .printed(round.repeat(ROUNDS) + "state 1\nlauncher " + Score.OWN + ", server 0\n");
      assertThat(group.oomKills()).isEqualTo(ROUNDS);
    }
  }

  /** Why it goes half-way: at its workers' score it is the one to go. */
  @Test
  void aServerThatStaysRaisedGoesFirst() throws Exception {
    try (V1Group group = V1Group.create(LIMIT_MIB)) {
      assertThat(chain(group, "=nested=raised").run())
          .succeeded()
          .printed("launcher " + Score.OWN + ", server " + SIGKILLED + "\n");
    }
  }

  private static JavaRun chain(V1Group group, String arguments) {
    return new JavaRun(Jdks.running())
        .environment("JAVA_TOOL_OPTIONS", "-Xmx400m -javaagent:" + Places.agent() + arguments)
        .prepare(group.enter())
        .main(Chain.class, "launcher", "" + ROUNDS);
  }
}
