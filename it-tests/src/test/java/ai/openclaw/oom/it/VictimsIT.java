package ai.openclaw.oom.it;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.probe.Victims;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** What is told of real victims of the kernel's, in a memory group that runs out. */
@Isolated
class VictimsIT {
  private static final int LIMIT_MIB = 256;

  /** So slow that it is seen several times. */
  private static final String GROWS = " 150 1000";

  private static final String COUNTED =
      "the memory group has counted 1 OOM kill\\(s\\) in the last \\d+ s \\(0 before, 1 now\\), and"
          + " holds \\d+ of 256 MiB now: memory had run out, and the kernel took it or ";

  private static final String HELD =
      "it held (\\d\\d|1\\d\\d|2\\d\\d) MiB when last seen, \\d+\\.\\d s before";

  private static String grow;

  @BeforeAll
  static void build() throws Exception {
    grow = NativeProgram.build("grow", "reports").toString();
  }

  private static Outcome run(V1Group group, String agent, String... arguments) throws Exception {
    return new JavaRun(Jdks.running())
        .options("-Xmx80m")
        .prepare(group.enter())
        .agent("jmx=true" + agent)
        .main(Victims.class, arguments)
        .run();
  }

  @Test
  void aChildIsToldOfOnceWithWhatItHeld() throws Exception {
    try (V1Group group = V1Group.create(LIMIT_MIB)) {
      Outcome outcome = run(group, "", "ended by SIGKILL", grow, "150", "1000");
      assertThat(outcome)
          .succeeded()
          .printed("exit 137\nchildren 1, descendants 0, told 1\n")
          .saidLinesMatching(
              "\\[openclaw-oom] child \\d+ \\(.*grow, oom_score_adj 1000\\) ended by SIGKILL after"
                  + " \\d+ s; "
                  + HELD
                  + "; "
                  + COUNTED
                  + "one of its group");
      assertThat(group.oomKills()).isOne();
    }
  }

  /** As a renderer of a browser that goes on. */
  @Test
  void aDescendantIsToldOfAsSuch() throws Exception {
    try (V1Group group = V1Group.create(LIMIT_MIB)) {
      String script = grow + GROWS + " <&-; read -r end; exit 0";
      Outcome outcome = run(group, "", "has gone", "sh", "-c", script);
      assertThat(outcome)
          .succeeded()
          .printed("exit 0\nchildren 0, descendants 1, told 1\n")
          .saidOnce(
              "\\[openclaw-oom] descendant \\d+ \\(grow\\) of child \\d+ \\(sh, oom_score_adj"
                  + " 1000\\) has gone, and its parent is there; "
                  + HELD
                  + "; "
                  + COUNTED
                  + "another one of its group");
      assertThat(group.oomKills()).isOne();
    }
  }

  /** Its own exit code is that of its command: for one kill there is one warning. */
  @Test
  void aShellThatHandsTheEndOnIsNoSecondVictim() throws Exception {
    try (V1Group group = V1Group.create(LIMIT_MIB)) {
      String script = grow + GROWS + " <&-; code=$?; read -r end; exit $code";
      Outcome outcome = run(group, "", "has gone", "sh", "-c", script);
      assertThat(outcome)
          .succeeded()
          .printed("exit 137\nchildren 1, descendants 1, told 2\n")
          .err()
          .containsOnlyOnce("[openclaw-oom]");
    }
  }

  @Test
  void whatIsAskedToEndIsNotReported() throws Exception {
    try (V1Group group = V1Group.create(LIMIT_MIB)) {
      assertThat(run(group, "", "", "sh", "-c", "kill -TERM $$"))
          .succeeded()
          .printed("exit 143\nchildren 0, descendants 0, told 0\n")
          .saidNothing();
    }
  }

  @Test
  void argumentsAreToldOnlyToWhoDebugs() throws Exception {
    try (V1Group group = V1Group.create(LIMIT_MIB)) {
      String[] command = {"", "sh", "-c", "kill -9 $$", "secret"};
      assertThat(run(group, ",log=info", command))
          .err()
          .contains("ended by SIGKILL")
          .doesNotContain("secret");
      assertThat(run(group, ",log=debug", command))
          .err()
          .contains("somebody killed it; its arguments: -c kill -9 $$ secret");
    }
  }
}
