package ai.openclaw.oom.linux;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.Run;
import ai.openclaw.oom.linux.Executables.Executable;
import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the real file system and the JVM's own surroundings. */
class ProcExecutablesTest {
  private final Executables executables = new ProcExecutables();

  @Test
  void knowsWhatCanBeEntered(@TempDir Path folder) throws IOException {
    assertThat(executables.isEnterable(folder.toString())).isTrue();
    assertThat(executables.isEnterable(folder + "/none")).isFalse();
    assertThat(executables.isEnterable(Files.createFile(folder.resolve("file")).toString()))
        .isFalse();
  }

  @Test
  void knowsWhatMayBeExecuted(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("file"), Elf.statically());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThat(executables.isAllowed(file.toString())).isFalse();
    assertThat(executables.isExecutable(file.toString())).isFalse();
    assertThat(executables.probe(file.toString())).isEqualTo(Executable.FAILS);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    assertThat(executables.isAllowed(file.toString())).isTrue();
    assertThat(executables.isExecutable(file.toString())).isTrue();
    assertThat(executables.probe(file.toString())).isEqualTo(Executable.RUNS);
    assertThat(executables.isAllowed(folder.toString())).isTrue();
    assertThat(executables.isExecutable(folder.toString())).isFalse();
    assertThat(executables.isSettled(file.toString())).isFalse();
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000_000_000L));
    assertThat(executables.isSettled(file.toString())).isTrue();
  }

  @Test
  void followsLinks(@TempDir Path folder) throws IOException {
    Path real = folder.toRealPath();
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("/proc/self/exe"));
    Files.createFile(folder.resolve("file"));
    Files.createSymbolicLink(folder.resolve("other"), Path.of("file"));
    assertThat(executables.realPath(folder + "/other")).isEqualTo(real + "/file");
    assertThat(executables.realPath("name\0")).isNull();
    assertThat(executables.isOfSelf(link.toString())).isTrue();
    assertThat(executables.isOfSelf(folder + "/other")).isFalse();
  }

  @Test
  void knowsTheJvmsSurroundings() {
    assertThat(executables.hasWorkingDirectory()).isTrue();
    assertThat(executables.shell())
        .isEqualTo(ShellKind.of("/bin/sh"))
        .isSameAs(executables.shell());
    assertThat(executables.variable("PATH")).isEqualTo(System.getenv("PATH")).isNotEmpty();
    assertThat(executables.variable("NO_SUCH_VARIABLE")).isNull();
    boolean utf8 =
        System.getProperty("sun.jnu.encoding").equalsIgnoreCase("UTF-8")
            && Charset.defaultCharset().name().equals("UTF-8");
    assertThat(executables.isUtf8()).isEqualTo(utf8);
  }

  /** In a JVM of its own: it loses its working directory. */
  @Test
  void seesItsWorkingDirectoryGo(@TempDir Path folder) throws IOException {
    Path directory = Files.createDirectory(folder.resolve("cwd"));
    ProcessBuilder jvm = Run.java(Homeless.class, List.of(), directory.toString());
    assertThat(Run.of(jvm.directory(directory.toFile()))).isEqualTo(new Run(0, "true, false", ""));
  }

  /** Prints whether the working directory is there, before and after deleting it. */
  static final class Homeless {
    public static void main(String[] args) {
      Executables executables = new ProcExecutables();
      System.out.print(executables.hasWorkingDirectory() + ", ");
      new File(args[0]).delete();
      System.out.print(executables.hasWorkingDirectory());
    }
  }

  @Test
  void tellsTheEnvironment() {
    assertThat(executables.isEnvironmentWhole()).isTrue();
    assertThat(executables.firstSearchPath()).isEqualTo(System.getenv("PATH"));
    assertThat(executables.variable("PATH")).isEqualTo(System.getenv("PATH"));
  }
}
