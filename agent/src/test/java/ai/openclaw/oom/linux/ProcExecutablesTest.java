package ai.openclaw.oom.linux;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.Run;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    assertThat(executables.searchPath()).isEqualTo(System.getenv("PATH"));
  }
}
