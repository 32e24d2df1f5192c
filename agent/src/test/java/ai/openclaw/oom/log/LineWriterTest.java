package ai.openclaw.oom.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Into a real pipe, which a FIFO that nobody reads from is. */
class LineWriterTest {
  /** What a pipe holds unless somebody says otherwise, see pipe(7). */
  private static final int CAPACITY = 64 * 1024;

  @TempDir private Path dir;

  private Path fifo() throws Exception {
    Path fifo = dir.resolve("fifo");
    assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
    return fifo;
  }

  private static byte[] line(int number) {
    return Log.bytes("line " + number);
  }

  @Test
  void whatIsReadIsWrittenAtOnce() throws Exception {
    Path fifo = fifo();
    // Opened for both, so that opening it waits for nobody.
    try (RandomAccessFile pipe = new RandomAccessFile(fifo.toFile(), "rw");
        FileOutputStream out = new FileOutputStream(fifo.toFile())) {
      LineWriter writer = new LineWriter(out, false);
      for (int i = 0; i < 3; i++) {
        writer.write(line(i));
      }
      assertThat(pipe.readLine()).isEqualTo("[openclaw-oom] line 0");
      assertThat(pipe.readLine()).isEqualTo("[openclaw-oom] line 1");
      assertThat(pipe.readLine()).isEqualTo("[openclaw-oom] line 2");
    }
  }

  @Test
  void aFullPipeHoldsNobodyUpAndWhatIsLostIsCounted() throws Exception {
    Path fifo = fifo();
    try (RandomAccessFile pipe = new RandomAccessFile(fifo.toFile(), "rw");
        FileOutputStream out = new FileOutputStream(fifo.toFile());
        InputStream in = new BufferedInputStream(new FileInputStream(fifo.toFile()))) {
      pipe.write(new byte[CAPACITY]);
      LineWriter writer = new LineWriter(out, false);
      Thread spawner =
          new Thread(
              () -> {
                for (int i = 0; i < 1000; i++) {
                  writer.write(line(i));
                }
              });
      spawner.setDaemon(true);
      spawner.start();
      spawner.join(TimeUnit.SECONDS.toMillis(60));
      assertThat(spawner.isAlive()).as("held up").isFalse();
      assertThat(in.readNBytes(CAPACITY)).containsOnly(0);
      String said = readUpTo(in, "dropped\n");
      assertThat(said).startsWith("[openclaw-oom] line 0\n[openclaw-oom] line 1\n");
      long written = said.lines().count() - 1;
      assertThat(said)
          .endsWith(
              "[openclaw-oom] "
                  + (1000 - written)
                  + " lines could not be written, and were dropped\n");
    }
  }

  private static String readUpTo(InputStream in, String end) throws IOException {
    StringBuilder text = new StringBuilder();
    while (text.indexOf(end) < 0) {
      byte[] some = new byte[4096];
      text.append(new String(some, 0, in.read(some), StandardCharsets.US_ASCII));
    }
    return text.toString();
  }

  @Test
  void anInterruptIsKept() throws Exception {
    Path file = dir.resolve("file");
    try (FileOutputStream out = new FileOutputStream(file.toFile())) {
      Thread.currentThread().interrupt();
      new LineWriter(out, false).write(line(1));
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(Files.exists(file)).isTrue();
  }
}
