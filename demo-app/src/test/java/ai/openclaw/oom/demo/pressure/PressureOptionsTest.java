package ai.openclaw.oom.demo.pressure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.openclaw.oom.demo.group.GroupKind;
import ai.openclaw.oom.demo.group.GroupRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PressureOptionsTest {
  @TempDir Path folder;

  @Test
  void readsEveryOption() throws IOException {
    String agent = Files.createFile(folder.resolve("an agent.jar")).toString();
    assertThat(
            PressureOptions.parse(
                List.of(
                    "--agent",
                    agent,
                    "--rounds",
                    "10",
                    "--group",
                    "cgroup1",
                    "--image",
                    "jre:17",
                    "--guard",
                    "--plain")))
        .isEqualTo(
            new PressureOptions(
                Path.of(agent), 10, GroupKind.CGROUP1, "jre:17", true, true, false));
  }

  @Test
  void takesNoGroupInWhichNothingRunsOutWhereAGuardIsToBeSeen() throws IOException {
    assertThat(parse("--agent", agent()).groupRequest().kinds())
        .containsExactly(GroupKind.values());
    assertThat(parse("--agent", agent(), "--guard").groupRequest().kinds())
        .containsExactly(GroupKind.CGROUP2, GroupKind.CGROUP1, GroupKind.SYSTEMD);
    assertThat(problem("--agent", agent(), "--guard", "--group", "none"))
        .isEqualTo("--guard needs a memory group of this machine's: not with --group none");
  }

  @Test
  void takesOnlyAGroupThatHasTheFileWhereAllAreToGoTogether() throws IOException {
    GroupRequest request = parse("--agent", agent(), "--oom-group", "--guard").groupRequest();
    assertThat(request.kinds()).containsExactly(GroupKind.CGROUP2);
    assertThat(request.together()).isTrue();
    assertThat(problem("--agent", agent(), "--oom-group", "--group", "cgroup1"))
        .isEqualTo(
            "--oom-group needs a memory group of cgroup v2, where memory.oom.group is:"
                + " not with --group cgroup1");
  }

  @Test
  void namesThePathOfAMissingAgent() {
    String missing = folder.resolve("missing.jar").toString();
    assertThat(problem("--agent", missing)).contains(missing);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1001", "many", ""})
  void refusesRoundsOutOfRange(String rounds) throws IOException {
    assertThat(problem("--agent", agent(), "--rounds", rounds))
        .isEqualTo("--rounds takes a number from 1 to 1000, not " + rounds);
  }

  @Test
  void refusesWhatItDoesNotKnow() throws IOException {
    assertThat(problem("--round", "3")).isEqualTo("no such option: --round");
    assertThat(problem("--agent", agent(), "--group", "cgroup3")).endsWith("not cgroup3");
    assertThat(problem("rubbish")).isEqualTo("too much: rubbish");
    assertThat(problem("--agent")).isEqualTo("--agent needs a value");
    assertThat(problem("--no-agent")).isEqualTo("no such option: --no-agent");
  }

  private String agent() throws IOException {
    return Files.writeString(folder.resolve("agent.jar"), "").toString();
  }

  private static PressureOptions parse(String... args) {
    return PressureOptions.parse(List.of(args));
  }

  private static String problem(String... args) {
    return assertThatIllegalArgumentException().isThrownBy(() -> parse(args)).actual().getMessage();
  }
}
