package ai.openclaw.oom.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpawnTransformerTest {
  @Test
  void waitsForClassesThatSpawn() {
    assertThat(SpawnTransformer.indexOf("java/lang/ProcessImpl"))
        .isEqualTo(Gate.PROCESS_IMPL.ordinal());
    assertThat(SpawnTransformer.indexOf("jnr/posix/BaseNativePOSIX"))
        .isEqualTo(Gate.JNR_POSIX.ordinal());
  }

  @Test
  void leavesEveryOtherAlone() {
    assertThat(SpawnTransformer.indexOf("java/lang/ProcessBuilder")).isNegative();
    assertThat(SpawnTransformer.indexOf("java.lang.ProcessImpl")).isNegative();
    assertThat(SpawnTransformer.indexOf(null)).isNegative();
  }
}
