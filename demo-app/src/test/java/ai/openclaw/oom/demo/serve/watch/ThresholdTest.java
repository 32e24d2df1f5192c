package ai.openclaw.oom.demo.serve.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThresholdTest {
  @ParameterizedTest
  @CsvSource({"256, 250", "1024, 1008", "2048, 2016", "8192, 8128"})
  void isASixtyFourthBelowTheLimitWithinBounds(long limitMb, long heldMb) {
    assertThat(Threshold.heldKb(limitMb << 10)).isEqualTo(heldMb << 10);
  }
}
