package ai.openclaw.oom.linux;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.Mutations;
import ai.openclaw.oom.linux.Executables.Executable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are not as the kernel or a linker writes them. */
class ParsersMutationTest {
  private static final int TIMES = 100_000;
  private static final int STARTS = 600;
  private static final String STAT =
      "4711 (a (b) c) S 1 4711 4711 0 -1 4194560 1 0 0 0 0 0 0 0 20 0 1 0 123456 2 3 4 5 6 7 8 9"
          + " 10 11 12 13 14 15 17 0 0 0 0 0 0 0 0\n";

  @TempDir Path folder;

  @Test
  void anOddStatLineIsNoProcessOrAnotherOne() {
    Mutations mutations = new Mutations(2);
    int whole = 0;
    for (int i = 0; i < TIMES; i++) {
      byte[] line = mutations.of(STAT.getBytes(StandardCharsets.ISO_8859_1));
      ProcessEntry entry = ProcessEntry.parse(4711, line, line.length);
      whole += entry == null ? 0 : 1;
    }
    assertThat(ProcessEntry.parse(4711, STAT.getBytes(), STAT.length()).startTime)
        .isEqualTo(123456);
    assertThat(whole).as("of which some are still whole").isBetween(1, TIMES - 1);
  }

  @Test
  void anOddScoreIsNoneOrOneThatThereIs() {
    Mutations mutations = new Mutations(3);
    for (int i = 0; i < TIMES; i++) {
      byte[] text = mutations.of("-998\n".getBytes(StandardCharsets.ISO_8859_1));
      int length = Math.min(text.length, 6);
      int score = ScoreText.value(text, length);
      assertThat(score == Scores.UNKNOWN || Math.abs(score) <= 999_999).isTrue();
    }
  }

  /** What is said of an altered program is what a start of it shows, or that it is not known. */
  @Test
  void whatIsSaidOfAnAlteredFileIsSo() throws IOException {
    Mutations mutations = new Mutations(4);
    List<byte[]> originals =
        List.of(
            Elf.statically(),
            Elf.loadedBy("/none/ld.so"),
            "#!/bin/sh -e\nexit 0\n".getBytes(),
            "#! /usr/bin/env sh\n".getBytes());
    int certain = 0;
    for (int i = 0; i < STARTS; i++) {
      byte[] content = mutations.of(originals.get(mutations.below(originals.size())));
      Path file = Files.write(folder.resolve("file" + i), content);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
      Executable said = new ExecutableProbe().probe(file.toString());
      if (said != Executable.UNSURE) {
        certain++;
        assertThat(starts(file) ? Executable.RUNS : Executable.FAILS)
            .as(() -> new String(content, StandardCharsets.ISO_8859_1))
            .isEqualTo(said);
      }
    }
    assertThat(certain).as("of which some are certain").isGreaterThan(STARTS / 20);
  }

  /** In an empty environment, as a loader would act on variables. */
  private static boolean starts(Path file) {
    ProcessBuilder builder = new ProcessBuilder(file.toString());
    // An altered script may well write a file.
    builder.directory(file.getParent().toFile());
    builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    try {
      builder.start().destroyForcibly().waitFor();
      return true;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
