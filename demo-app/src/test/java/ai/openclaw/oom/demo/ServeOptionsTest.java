package ai.openclaw.oom.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
    assertEquals(new ServeOptions(agent, 0, 2048, true), options);
    assertEquals(2048, options.groupRequest().limitMb());
  }

  @Test
  void asksForNoGroupWhereNoneIsWanted() throws IOException {
    Path agent = Files.createFile(folder.resolve("agent.jar"));
    ServeOptions options = parse("--no-group", "--agent", agent.toString());
    assertEquals(List.of(GroupKind.NONE), options.groupRequest().kinds());
  }

  @Test
  void needsNoAgentWhereNoneIsWanted() {
    assertNull(parse("--no-agent").agent());
  }

  @Test
  void refusesWhatIsOutOfRange() {
    assertEquals("--port takes a number from 0 to 65535, not 65536", problem("--port", "65536"));
    assertEquals("--limit takes a number from 1024 to 2048, not 512", problem("--limit", "512"));
    assertEquals("no such option: --rounds", problem("--rounds", "3"));
  }

  private static ServeOptions parse(String... args) {
    return ServeOptions.parse(List.of(args));
  }

  private static String problem(String... args) {
    return assertThrows(IllegalArgumentException.class, () -> parse(args)).getMessage();
  }
}
