package ai.openclaw.oom.demo.serve.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamesTest {
  private static final long PID = 7;

  private final Names names = new Names();

  @TempDir private Path proc;

  private String look(String comm, String commandLine) throws IOException {
    Files.writeString(proc.resolve("comm"), comm + "\n");
    Files.writeString(proc.resolve("cmdline"), commandLine + "\0");
    return names.of(PID, proc);
  }

  private void lookOften(String comm, String commandLine) throws IOException {
    for (int i = 0; i < Names.LOOKS; i++) {
      look(comm, commandLine);
    }
  }

  @Test
  void aNewTitleIsSeenAtFirst() throws IOException {
    look("chromium", "chromium --type=zygote");
    assertThat(look("chromium", "chromium --type=renderer")).isEqualTo("chromium renderer");
  }

  @Test
  void afterSomeLooksTheCommandLineIsLeftAlone() throws IOException {
    lookOften("sh", "/bin/sh");
    Files.delete(proc.resolve("cmdline"));
    assertThat(names.of(PID, proc)).isEqualTo("sh");
  }

  @Test
  void anotherProgramIsAskedAnew() throws IOException {
    lookOften("sh", "/bin/sh");
    assertThat(look("sleep", "sleep\0009")).isEqualTo("sleep");
  }

  @Test
  void whoComesAfterOneThatHasGoneIsAskedAnew() throws IOException {
    lookOften("sh", "/bin/sh");
    names.keep(List.of());
    assertThat(look("sh", "/bin/sh.distrib")).isEqualTo("sh.distrib");
  }
}
