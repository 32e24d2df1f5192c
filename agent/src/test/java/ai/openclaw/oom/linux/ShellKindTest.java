package ai.openclaw.oom.linux;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.Needs;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
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

  /** Contents of no real shell: the marks at every place that they may stand at. */
  @ParameterizedTest
  @CsvSource({
    "BASH_VERSION, BASH",
    "'BusyBox ',   BUSYBOX",
    "_VERSION,     OTHER",
    "KASH_VERSION, OTHER",
    "BASH_VERSIO,  DASH",
    "_VERSIO,      DASH",
    "BusyBox,      DASH",
    "XVERSION,     DASH",
  })
  void aMarkCountsWhereverItStands(String mark, ShellKind kind, @TempDir Path folder)
      throws Exception {
    for (int before = 0; before < 20; before++) {
      for (int after : new int[] {0, 1, 7, 30}) {
        byte[] content = new byte[before + mark.length() + after];
        System.arraycopy(mark.getBytes(), 0, content, before, mark.length());
        assertThat(ShellKind.of(shell(folder, content)))
            .as("%s bytes before, %s after", before, after)
            .isEqualTo(kind);
      }
    }
  }

  @Test
  void bashIsToldFromOthersThatNameAVersionBefore(@TempDir Path folder) throws Exception {
    assertThat(ShellKind.of(shell(folder, "KSH_VERSION\0BASH_VERSION\0".getBytes())))
        .isEqualTo(ShellKind.BASH);
  }

  /** What has no mark is dash if it is small, and a large one is not read. */
  @Test
  void sizesCount(@TempDir Path folder) throws Exception {
    assertThat(ShellKind.of(shell(folder, new byte[256 * 1024]))).isEqualTo(ShellKind.DASH);
    assertThat(ShellKind.of(shell(folder, new byte[256 * 1024 + 1]))).isEqualTo(ShellKind.OTHER);
    byte[] largest = new byte[8 * 1024 * 1024];
    System.arraycopy("BusyBox ".getBytes(), 0, largest, 1000, 8);
    assertThat(ShellKind.of(shell(folder, largest))).isEqualTo(ShellKind.BUSYBOX);
    byte[] larger = Arrays.copyOf(largest, largest.length + 1);
    assertThat(ShellKind.of(shell(folder, larger))).isEqualTo(ShellKind.OTHER);
  }

  private static String shell(Path folder, byte[] content) throws Exception {
    Path file = Files.write(folder.resolve("sh"), content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    return file.toString();
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
    assertThat(Links.leadToSelf("/proc/self/root/bin/sh")).isFalse();
    assertThat(Links.leadToSelf("/proc/thread-self/exe")).isTrue();
  }

  /** The kernel follows forty. */
  @Test
  void noMoreLinksAreFollowedThanTheKernelFollows(@TempDir Path folder) throws Exception {
    Path last = Path.of("/proc/self/exe");
    for (int i = 1; i <= 41; i++) {
      last = Files.createSymbolicLink(folder.resolve("link" + i), last);
      assertThat(Links.leadToSelf(last.toString())).isEqualTo(i <= 40);
    }
  }
}
