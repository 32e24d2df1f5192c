package ai.openclaw.oom.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A line of the guard's program, and what is said of it. */
class KillTest {
  private static final File GROUP = new File("/sys/fs/cgroup");

  @Test
  void isSaidInWords() {
    Kill kill = Kill.parse("kill 47 11 204800 1000 6144 262144 1 50 16 43776 1 a name");
    assertThat(kill.pid()).isEqualTo(47);
    assertThat(kill.startTime()).isEqualTo(11);
    assertThat(kill.level()).isEqualTo(1);
    assertThat(kill.text(GROUP))
        .isEqualTo(
            "the guard has killed child 47 (a name, oom_score_adj 1000), which held 200 MiB: the"
                + " memory group had 6 MiB left of 256 MiB (/sys/fs/cgroup), and lost 50 MB/s");
    Kill other = Kill.parse("kill 48 11 204800 1000 6144 262144 1 50 16 43776 0 (x y)");
    assertThat(other.text(GROUP)).contains("killed descendant 48 ((x y), ");
  }

  @Test
  void whereTheJvmHasGrownItOnlyBuysTime() {
    String line = "kill 47 11 204800 1000 6144 262144 0 50 40960 43776 1 cat";
    assertThat(Kill.parse(line).text(GROUP))
        .endsWith(
            "; it is this JVM that has grown, by 40 MiB within a second: the kill buys time, and no"
                + " more");
    assertThat(Kill.parse(line.replace("43776", "100000")).text(GROUP)).endsWith("MB/s");
  }

  @Test
  void somebodyElsesNameForgesNothing() {
    Kill kill = Kill.parse("kill 47 11 1 1000 1 1 0 1 0 0 1 \u001b[31m\u0085");
    assertThat(kill.text(GROUP)).contains("(\\u001b[31m\\u0085, ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ready", "kill", "kill 1 2 3", "kill 1 2 3 4 5 6 7 8 9 10 x cat"})
  void whatIsNoKillIsNone(String line) {
    assertThat(Kill.parse(line)).isNull();
  }
}
