package ai.openclaw.oom.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
    assertEquals(kind, ShellKind.of(copy.toString()));
  }

  @Test
  void whatIsNotThereIsNone() {
    assertEquals(ShellKind.NONE, ShellKind.of("/nonexistent"));
    assertEquals(ShellKind.NONE, ShellKind.of("/etc/passwd"));
  }

  @Test
  void linksToTheProcessItselfAreFound(@TempDir Path folder) throws Exception {
    Path self = Files.createSymbolicLink(folder.resolve("self"), Path.of("/proc/self/exe"));
    Path further = Files.createSymbolicLink(folder.resolve("further"), Path.of("self"));
    Path sh = Files.createSymbolicLink(folder.resolve("sh"), Path.of("/bin/sh"));
    assertTrue(Links.leadToSelf("/proc/self/exe"));
    assertTrue(Links.leadToSelf(self.toString()));
    assertTrue(Links.leadToSelf(further.toString()));
    assertFalse(Links.leadToSelf(sh.toString()));
    assertFalse(Links.leadToSelf("/proc/self/cwd/x"));
    assertFalse(Links.leadToSelf("/proc/1/exe"));
  }
}
