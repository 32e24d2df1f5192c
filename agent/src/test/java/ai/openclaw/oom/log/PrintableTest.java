package ai.openclaw.oom.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "cat", "/opt/my tool/a", "caf\u00e9", "\u4e2d", "a\\b", "\"'$"})
  void leavesWhatCanBeSeen(String text) {
    assertThat(Printable.of(text)).isEqualTo(text);
  }

  /** Each of these was printed raw by the agent, or acts on a terminal or a log's reader. */
  @ParameterizedTest
  @ValueSource(
      chars = {
        '\n', '\r', '\u001b', '\u0007', '\u0085', '\u2028', '\u202e', '\u009b', '\0', '\u007f',
        '\ud800', '\ufeff'
      })
  void escapesWhatActs(char c) {
    assertThat(Printable.of("a" + c + "b"))
        .isEqualTo("a" + String.format("\\u%04x", (int) c) + "b");
  }

  @Test
  void isBounded() {
    assertThat(Printable.of("x".repeat(200))).isEqualTo("x".repeat(200));
    assertThat(Printable.of("x".repeat(100_000))).isEqualTo("x".repeat(200) + "\u2026");
    assertThat(Printable.of("\n".repeat(100_000))).hasSizeLessThanOrEqualTo(201);
  }
}
