package ai.openclaw.oom.linux;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.Needs;
import ai.openclaw.oom.Run;
import ai.openclaw.oom.linux.Executables.Executable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said of a file, against what a start of it really does. */
class ExecutableProbeTest {
  @TempDir Path folder;

  /** Content in which {@code @} stands for the test's folder. */
  private record Case(String what, Executable expected, byte[] content) {
    @Override
    public String toString() {
      return what;
    }
  }

  private static Case runs(String what, String content) {
    return new Case(what, Executable.RUNS, content.getBytes());
  }

  private static Case fails(String what, String content) {
    return new Case(what, Executable.FAILS, content.getBytes());
  }

  private static Case unsure(String what, String content) {
    return new Case(what, Executable.UNSURE, content.getBytes());
  }

  private static byte[] patched(byte[] elf, int at, int value) {
    byte[] patched = elf.clone();
    patched[at] = (byte) value;
    return patched;
  }

  static List<Case> cases() throws IOException {
    byte[] dynamic = Files.readAllBytes(Path.of("/bin/true"));
    byte[] still = Elf.statically();
    String longName = "/" + "a/../".repeat(60) + "bin/sh";
    return List.of(
        new Case("ELF, dynamic", Executable.RUNS, dynamic),
        new Case("ELF, static", Executable.RUNS, still),
        new Case("ELF, loader missing", Executable.FAILS, Elf.loadedBy("/none/ld.so")),
        new Case("ELF, loader a directory", Executable.FAILS, Elf.loadedBy("/tmp")),
        new Case("ELF, loader not executable", Executable.FAILS, Elf.loadedBy("/etc/passwd")),
        new Case("ELF, magic only", Executable.UNSURE, Arrays.copyOf(still, 4)),
        new Case("ELF, cut in its header", Executable.UNSURE, Arrays.copyOf(still, 63)),
        new Case("ELF, cut after its header", Executable.UNSURE, Arrays.copyOf(still, 64)),
        new Case("ELF, of another machine", Executable.UNSURE, patched(still, 18, 8)),
        new Case("ELF, no program", Executable.UNSURE, patched(still, 16, 1)),
        runs("script", "#!/bin/sh\nexit 0\n"),
        runs("script, blanks and tabs before the interpreter", "#! \t /bin/sh\nexit 0\n"),
        runs("script, blanks after the interpreter", "#!/bin/sh  \nexit 0\n"),
        runs("script, an argument to the interpreter", "#!/bin/sh -e\nexit 0\n"),
        runs("script, no newline", "#!/bin/sh"),
        runs("script of a script", "#!@/interpreter\n"),
        runs("script of a script, five deep", "#!@/deep4\n"),
        fails("script of a script, six deep", "#!@/deep5\n"),
        fails("script, interpreter missing", "#!/none/sh\n"),
        fails("script, interpreter missing at second hand", "#!@/broken\n"),
        fails("script, interpreter a directory", "#!/tmp\n"),
        fails("script, interpreter a directory by its slash", "#!/bin/sh/\n"),
        fails("script, interpreter not executable", "#!/etc/passwd\n"),
        fails("script, carriage return", "#!/bin/sh\r\nexit 0\n"),
        unsure("script, interpreter of 300 characters", "#!" + longName + "\n"),
        unsure("script, interpreter relative", "#!sh\n"),
        unsure("script, interpreter not ASCII", "#!/bin/sh\u00e9\n"),
        unsure("script, no interpreter", "#!\n"),
        unsure("script, blanks for an interpreter", "#!  \nexit 0\n"),
        unsure("script, magic only", "#!"),
        unsure("no magic", "exit 0\n"),
        unsure("empty file", ""));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void saysWhatAStartDoes(Case c) throws IOException {
    executable("interpreter", "#!/bin/sh\nexit 0\n".getBytes());
    executable("broken", "#!/none/sh\n".getBytes());
    executable("deep1", "#!/bin/sh\nexit 0\n".getBytes());
    for (int i = 2; i <= 5; i++) {
      executable("deep" + i, ("#!@/deep" + (i - 1) + "\n").getBytes());
    }
    assertAgrees(c.expected, executable("file", c.content));
  }

  @Test
  void whatIsNoExecutableFileFails() throws IOException {
    assertAgrees(Executable.FAILS, folder);
    assertAgrees(Executable.FAILS, folder.resolve("none"));
    Path file = executable("file", Elf.statically());
    assertAgrees(Executable.FAILS, file.resolve("below"));
    assertThat(new ExecutableProbe().probe(file + "/")).isEqualTo(Executable.FAILS);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
    assertAgrees(Executable.FAILS, file);
    Path dangling = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("none"));
    assertAgrees(Executable.FAILS, dangling);
  }

  @Test
  void linksAreFollowed() throws IOException {
    Path file = executable("file", Elf.statically());
    assertAgrees(
        Executable.RUNS, Files.createSymbolicLink(folder.resolve("link"), file.getFileName()));
  }

  /** Root may read everything, so a JVM of somebody else looks. */
  @Test
  void aFileThatMayOnlyBeExecutedIsUnsure() throws IOException {
    Path file = executable("file", Elf.statically());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("--x--x--x"));
    if (!Files.isReadable(file)) {
      assertAgrees(Executable.UNSURE, file);
      return;
    }
    Path setpriv = Path.of("/usr/bin/setpriv");
    Needs.that(Files.isExecutable(setpriv), "a user other than root, or setpriv");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    copyClasses(
        Look.class,
        ExecutableProbe.class,
        ExecutableProbe.Program.class,
        Links.class,
        Executables.class,
        Executable.class);
    Run run =
        Run.of(
            setpriv.toString(),
            "--reuid=65534",
            "--regid=65534",
            "--clear-groups",
            Run.launcher(),
            "-cp",
            folder.toString(),
            Look.class.getName(),
            file.toString());
    assertThat(run).isEqualTo(new Run(0, "UNSURE, 0", ""));
  }

  /** To where everybody may read them. */
  private void copyClasses(Class<?>... types) throws IOException {
    for (Class<?> type : types) {
      String name = type.getName().replace('.', '/') + ".class";
      Path copy = folder.resolve(name);
      Files.createDirectories(copy.getParent());
      Files.copy(Run.root(type).resolve(name), copy);
    }
  }

  /** Prints what is said of a file, and how its start ends. */
  static final class Look {
    public static void main(String[] args) throws Exception {
      System.out.print(new ExecutableProbe().probe(args[0]) + ", ");
      System.out.print(new ProcessBuilder(args[0]).start().waitFor());
    }
  }

  private Path executable(String name, byte[] content) throws IOException {
    String text = new String(content, StandardCharsets.ISO_8859_1);
    Path file = folder.resolve(name);
    Files.write(file, text.replace("#!@", "#!" + folder).getBytes(StandardCharsets.ISO_8859_1));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    return file;
  }

  private static void assertAgrees(Executable expected, Path file) {
    assertThat(new ExecutableProbe().probe(file.toString())).isEqualTo(expected);
    if (expected != Executable.UNSURE) {
      assertThat(starts(file)).isEqualTo(expected == Executable.RUNS);
    }
  }

  private static boolean starts(Path file) {
    try {
      Run.of(file.toString());
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** What was found good is not read again, unless it may be another by now. */
  @Test
  void noticesWhatHasChangedSinceItWasLookedInto() throws IOException {
    ExecutableProbe probe = new ExecutableProbe();
    Path file = folder.resolve("changing");
    replace(file, Elf.statically());
    assertThat(probe.probe(file.toString())).isEqualTo(Executable.RUNS);
    assertThat(probe.probe(file.toString())).isEqualTo(Executable.RUNS);
    replace(file, Elf.loadedBy("/none/ld.so"));
    assertThat(probe.probe(file.toString())).isEqualTo(Executable.FAILS);
    replace(file, Elf.statically());
    assertThat(probe.probe(file.toString())).isEqualTo(Executable.RUNS);
    Files.delete(file);
    assertThat(probe.probe(file.toString())).isEqualTo(Executable.FAILS);
    Files.createSymbolicLink(file, Path.of("/proc/self/exe"));
    assertThat(probe.probe(file.toString())).isEqualTo(Executable.UNSURE);
  }

  /** Writes an old file, which is one that the probe remembers. */
  private static void replace(Path file, byte[] content) throws IOException {
    Files.write(file, content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000_000_000L));
  }
}
