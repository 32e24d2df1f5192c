package ai.openclaw.oom.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryTest {
  private static final String TEXT = "A:   1 kB\nSwapTotal:\t 2097148 kB\nB: 90 kB\nLast: 705";

  private static long number(String file, String word) throws IOException {
    String text = Files.readString(Path.of(file));
    return 1024 * Long.parseLong(text.replaceAll("(?s).*\n" + word + "\\s*(\\d+) kB\n.*", "$1"));
  }

  @ParameterizedTest
  @CsvSource({"A:, 1", "SwapTotal:, 2097148", "B:, 90", "Last:, 705", "None:, 0"})
  void readsTheNumberOfALine(String word, long kib) {
    assertThat(Memory.number(TEXT, word)).isEqualTo(kib * 1024);
  }

  @Test
  void tellsOfThisMachine() throws IOException {
    long own = number("/proc/self/status", "VmRSS:");
    assertThat(Memory.resident()).isBetween(own / 2, 2 * own);
    assertThat(Memory.swap()).isEqualTo(number("/proc/meminfo", "SwapTotal:"));
    assertThat(Memory.freeSwap()).isBetween(0L, Memory.swap());
  }

  private static Path auxv(Path folder, long... words) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(8 * words.length).order(ByteOrder.nativeOrder());
    for (long word : words) {
      bytes.putLong(word);
    }
    return Files.write(folder.resolve("auxv"), bytes.array());
  }

  @Test
  void readsThePageSizeWhereverItStands(@TempDir Path folder) throws IOException {
    assertThat(PageSize.read(auxv(folder, 6, 65536).toString())).isEqualTo(65536);
    assertThat(PageSize.read(auxv(folder, 33, 6, 16, -1, 6, 16384, 0, 0).toString()))
        .isEqualTo(16384);
    long odd = 0x8172635445362718L;
    assertThat(PageSize.read(auxv(folder, 3, 4, 6, odd).toString())).isEqualTo(odd);
    // A key with the same last byte is another.
    assertThat(PageSize.read(auxv(folder, 0x106, 1, 6, 65536).toString())).isEqualTo(65536);
  }

  @Test
  void takesTheUsualPageSizeWhereNoneIsTold(@TempDir Path folder) throws IOException {
    assertThat(PageSize.read(folder + "/none")).isEqualTo(4096);
    assertThat(PageSize.read(auxv(folder).toString())).isEqualTo(4096);
    assertThat(PageSize.read(auxv(folder, 3, 6, 0, 0).toString())).isEqualTo(4096);
    assertThat(PageSize.read(auxv(folder, 3, 4, 6).toString())).as("cut").isEqualTo(4096);
  }

  @Test
  void knowsThisMachinesPageSize() {
    assertThat(PageSize.BYTES).isIn(4096L, 16384L, 65536L);
  }
}
