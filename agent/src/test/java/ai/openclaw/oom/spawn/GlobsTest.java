package ai.openclaw.oom.spawn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobsTest {
  @ParameterizedTest
  @CsvSource({
    "java,           java,            true",
    "java,           javac,           false",
    "java,           a/java,          false",
    "java*,          java,            true",
    "java*,          javac,           true",
    "*java,          /usr/bin/java,   true",
    "/usr/*/java,    /usr/lib/a/java, true",
    "/usr/*/java,    /usr/java,       false",
    "jav?,           java,            true",
    "jav?,           jav,             false",
    "?,              é,               true",
    "*,              '',              true",
    "?*,             '',              false",
    "a*b*c,          aXbXbXc,         true",
    "a*b*c,          aXbXbX,          false",
    "**a,            ba,              true",
    "JAVA,           java,            false",
    "[j]ava,         java,            false",
    "a.b,            aXb,             false",
    "git;java,       java,            true",
    "' git ; java ', git,             true",
    "git;;,          '',              false",
    "'my tool',      my tool,         true",
  })
  void matches(String globs, String text, boolean expected) {
    assertThat(Globs.of(globs).matchAny(text)).isEqualTo(expected);
  }

  @Test
  void isNoneWithoutPatterns() {
    assertThat(Globs.of("")).isNull();
    assertThat(Globs.of(" ; ;")).isNull();
    assertThat(Globs.of("*")).isNotNull();
  }
}
