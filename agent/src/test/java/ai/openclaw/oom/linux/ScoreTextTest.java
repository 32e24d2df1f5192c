package ai.openclaw.oom.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
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
      assertThat(value(Integer.toString(score))).isEqualTo(score);
      assertThat(value(score + "\n")).isEqualTo(score);
      assertThat(value(-score + "\n")).isEqualTo(-score);
      String written = new String(ScoreText.text(score), StandardCharsets.US_ASCII);
      assertThat(written).isEqualTo(Integer.toString(score));
    }
    Path path = folder.resolve("score");
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      ScoreText.write(file, 307);
      assertThat(path).content(StandardCharsets.UTF_8).isEqualTo("307");
      file.seek(0);
      assertThat(ScoreText.read(file)).isEqualTo(307);
      assertThat(ScoreText.read(file)).isEqualTo(Scores.UNKNOWN);
    }
  }

  @Test
  void doesNotTakeAnythingElseForAScore() {
    for (String text : new String[] {"", "-", "\n", "-\n", "--1", "1-", "1 ", " 1", "x", "1x\n"}) {
      assertThat(value(text)).as(text).isEqualTo(Scores.UNKNOWN);
    }
    assertThat(ScoreText.value(new byte[6], -1)).isEqualTo(Scores.UNKNOWN);
  }
}
