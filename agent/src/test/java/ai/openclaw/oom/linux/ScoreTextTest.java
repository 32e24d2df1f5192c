package ai.openclaw.oom.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreTextTest {
  private static int value(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return ScoreText.value(bytes, bytes.length);
  }

  @Test
  void readsEveryScoreThatItWrites(@TempDir Path folder) throws Exception {
    for (int score = 0; score <= 1000; score++) {
      assertEquals(score, value(Integer.toString(score)));
      assertEquals(score, value(score + "\n"));
      assertEquals(-score, value(-score + "\n"));
      String written = new String(ScoreText.text(score), StandardCharsets.US_ASCII);
      assertEquals(Integer.toString(score), written);
    }
    Path path = folder.resolve("score");
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      ScoreText.write(file, 307);
      assertEquals("307", Files.readString(path));
      file.seek(0);
      assertEquals(307, ScoreText.read(file));
      assertEquals(Linux.UNKNOWN, ScoreText.read(file));
    }
  }

  @Test
  void doesNotTakeAnythingElseForAScore() {
    for (String text : new String[] {"", "-", "\n", "-\n", "--1", "1-", "1 ", " 1", "x", "1x\n"}) {
      assertEquals(Linux.UNKNOWN, value(text), text);
    }
    assertEquals(Linux.UNKNOWN, ScoreText.value(new byte[6], -1));
  }
}
