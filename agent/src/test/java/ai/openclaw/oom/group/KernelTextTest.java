package ai.openclaw.oom.group;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KernelTextTest {
  @Test
  void readsTheKillsOfMemoryEvents() {
    String events = "low 0\nhigh 0\nmax 42\noom 3\noom_kill 2\noom_group_kill 1\n";
    assertThat(KernelText.counter(events, "oom_kill")).isEqualTo(2);
    assertThat(KernelText.counter(events, "oom")).isEqualTo(3);
    assertThat(KernelText.counter(events, "low")).isZero();
  }

  @Test
  void readsTheKillsOfOomControl() {
    String control = "oom_kill_disable 0\nunder_oom 0\noom_kill 5";
    assertThat(KernelText.counter(control, "oom_kill")).isEqualTo(5);
  }

  @Test
  void doesNotCallItZeroWhatAKernelDoesNotTell() {
    assertThat(KernelText.counter("oom_kill_disable 0\nunder_oom 0\n", "oom_kill")).isEqualTo(-1);
    assertThat(KernelText.counter("", "oom_kill")).isEqualTo(-1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "-1",
        "+1",
        "1 ",
        " 1",
        "1x",
        "0x1",
        "9223372036854775808",
        "99999999999999999999"
      })
  void takesNoOtherNumbers(String text) {
    assertThat(KernelText.number(text)).isEqualTo(-1);
    assertThat(KernelText.counter("word " + text + "\n", "word")).isEqualTo(-1);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "'7\n', 7", "9223372036854775807, 9223372036854775807", "'1\n2', -1"})
  void readsNumbers(String text, long number) {
    assertThat(KernelText.number(text)).isEqualTo(number);
  }
}
