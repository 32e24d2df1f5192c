package ai.openclaw.oom.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SettingsTest {
  /** So that a JVM without an option need not load what reads them. */
  @Test
  void withoutOptionsAreTheDefaults() {
    assertThat(new Settings(null))
        .usingRecursiveComparison()
        .ignoringFields("given")
        .isEqualTo(new Settings(Options.defaults()));
  }
}
