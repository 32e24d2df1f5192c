package ai.openclaw.oom.linux;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.Needs;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShellKindTest {

  @ParameterizedTest
  @CsvSource({
    "/bin/dash, DASH",
    "/bin/bash, BASH",
    "/bin/busybox, BUSYBOX",
    "/bin/mksh, OTHER",
  })
  void toldByContentsWhateverTheName(String path, ShellKind kind, @TempDir Path folder)
      throws Exception {
    Needs.that(new File(path).exists(), path);
    Path copy = Files.copy(Path.of(path).toRealPath(), folder.resolve("sh"));
    assertThat(ShellKind.of(copy.toString())).isEqualTo(kind);
  }

  @Test
  void whatIsNotThereIsNone() {
    assertThat(ShellKind.of("/nonexistent")).isEqualTo(ShellKind.NONE);
    assertThat(ShellKind.of("/etc/passwd")).isEqualTo(ShellKind.NONE);
  }

  @Test
  void linksToTheProcessItselfAreFound(@TempDir Path folder) throws Exception {
    Path self = Files.createSymbolicLink(folder.resolve("self"), Path.of("/proc/self/exe"));
    Path further = Files.createSymbolicLink(folder.resolve("further"), Path.of("self"));
    Path sh = Files.createSymbolicLink(folder.resolve("sh"), Path.of("/bin/sh"));
    assertThat(Links.leadToSelf("/proc/self/exe")).isTrue();
    assertThat(Links.leadToSelf(self.toString())).isTrue();
    assertThat(Links.leadToSelf(further.toString())).isTrue();
    assertThat(Links.leadToSelf(sh.toString())).isFalse();
    assertThat(Links.leadToSelf("/proc/self/cwd/x")).isFalse();
    assertThat(Links.leadToSelf("/proc/1/exe")).isFalse();
  }
}
