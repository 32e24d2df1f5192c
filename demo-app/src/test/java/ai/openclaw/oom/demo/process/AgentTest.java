package ai.openclaw.oom.demo.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The integration tests hold the lines against the agent's own. */
class AgentTest {
  private static final String KILL =
      "[openclaw-oom] the guard has killed child 4711 (a (b), oom_score_adj 1000), which held 78"
          + " MiB: the memory group had 5 MiB left of 256 MiB (/sys/fs/cgroup/a b), and lost 120"
          + " MB/s";

  @Test
  void isAskedForAGuard() {
    assertThat(new Agent(Path.of("/a.jar"), false).option()).isEqualTo("-javaagent:/a.jar");
    assertThat(new Agent(Path.of("/a.jar"), true).option()).isEqualTo("-javaagent:/a.jar=guard=on");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "; it is this JVM that has grown, by 9 MiB within a second: the kill buys time"
      })
  void tellsOfAKillByTheGuard(String more) {
    assertThat(GuardKill.read(KILL + more)).hasValue(new GuardKill(4711, "a (b)", 78, 5, 256, 120));
    assertThat(GuardKill.read(KILL.replace("child", "descendant"))).isPresent();
  }

  @Test
  void otherLinesTellOfNoKill() {
    assertThat(GuardKill.read(KILL.replace("[openclaw-oom] ", ""))).isEmpty();
    assertThat(GuardKill.read("[openclaw-oom] the guard ended, with 137; it is started again"))
        .isEmpty();
  }

  @Test
  void saysWhereThereIsNoGuard() {
    assertThat(Agent.saysThereIsNoGuard("[openclaw-oom] guard=on does nothing: no limit")).isTrue();
    assertThat(Agent.saysThereIsNoGuard("[openclaw-oom] x is not used: y; no guard is kept"))
        .isTrue();
    assertThat(Agent.saysThereIsNoGuard(KILL)).isFalse();
    assertThat(Agent.saysThereIsNoGuard("guard=on does nothing: no limit")).isFalse();
  }
}
