package ai.openclaw.oom.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
  @TempDir Path folder;

  @Test
  void readsEveryOption() throws IOException {
    String agent = Files.createFile(folder.resolve("an agent.jar")).toString();
    assertEquals(
        new Options(Path.of(agent), 10, GroupKind.CGROUP1, "jre:17", true),
        Options.parse(
            List.of(
                "--agent",
                agent,
                "--rounds",
                "10",
                "--group",
                "cgroup1",
                "--image",
                "jre:17",
                "--plain")));
  }

  @Test
  void namesThePathOfAMissingAgent() {
    String missing = folder.resolve("missing.jar").toString();
    String problem = problem("--agent", missing);
    assertTrue(problem.contains(missing), problem);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1001", "many", ""})
  void refusesRoundsOutOfRange(String rounds) {
    assertEquals(
        "--rounds takes a number from 1 to 1000, not " + rounds, problem("--rounds", rounds));
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertEquals("no such option: --round", problem("--round", "3"));
    assertTrue(problem("--group", "cgroup3").endsWith("not cgroup3"));
    assertEquals("--agent needs a value", problem("--agent"));
  }

  private static String problem(String... args) {
    List<String> given = List.of(args);
    return assertThrows(IllegalArgumentException.class, () -> Options.parse(given)).getMessage();
  }
}
