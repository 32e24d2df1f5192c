package ai.openclaw.oom.demo.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.openclaw.oom.demo.group.GroupKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeOptionsTest {
  @TempDir Path folder;

  @Test
  void readsEveryOption() throws IOException {
    Path agent = Files.createFile(folder.resolve("an agent.jar"));
    ServeOptions options = parse("--agent", agent.toString(), "--port", "0", "--limit", "2048");
    assertThat(options).isEqualTo(new ServeOptions(agent, false, false, 0, 2048, true));
    assertThat(options.groupRequest().limitMb()).isEqualTo(2048);
  }

  @Test
  void asksForNoGroupWhereNoneIsWanted() throws IOException {
    Path agent = Files.createFile(folder.resolve("agent.jar"));
    ServeOptions options = parse("--no-group", "--agent", agent.toString());
    assertThat(options.groupRequest().kinds()).containsExactly(GroupKind.NONE);
  }

  @Test
  void needsNoAgentWhereNoneIsWanted() {
    assertThat(parse("--no-agent").agent()).isNull();
  }

  @Test
  void comparesWithTheAgentAndInGroupsOnly() throws IOException {
    String agent = Files.createFile(folder.resolve("agent.jar")).toString();
    assertThat(parse("--compare", "--agent", agent).compare()).isTrue();
    assertThat(problem("--no-agent", "--compare"))
        .isEqualTo("--compare does not go with --no-agent");
    assertThat(problem("--compare", "--no-group", "--agent", agent)).contains("memory groups");
  }

  @Test
  void keepsAGuardWithTheAgentAndInGroupsOnly() throws IOException {
    String agent = Files.createFile(folder.resolve("agent.jar")).toString();
    assertThat(parse("--guard", "--compare", "--agent", agent).guard()).isTrue();
    assertThat(problem("--guard", "--no-agent"))
        .isEqualTo("--guard does not go with --no-agent: it is the agent's");
    assertThat(problem("--guard", "--no-group", "--agent", agent))
        .isEqualTo("--guard needs a memory group: not with --no-group");
  }

  @Test
  void refusesWhatIsOutOfRange() {
    assertThat(problem("--no-agent", "--port", "65536"))
        .isEqualTo("--port takes a number from 0 to 65535, not 65536");
    assertThat(problem("--no-agent", "--limit", "512"))
        .isEqualTo("--limit takes a number from 1024 to 2048, not 512");
    assertThat(problem("--rounds", "3")).isEqualTo("no such option: --rounds");
  }

  private static ServeOptions parse(String... args) {
    return ServeOptions.parse(List.of(args));
  }

  private static String problem(String... args) {
    return assertThatIllegalArgumentException().isThrownBy(() -> parse(args)).actual().getMessage();
  }
}
