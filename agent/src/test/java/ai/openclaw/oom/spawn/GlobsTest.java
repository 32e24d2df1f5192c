package ai.openclaw.oom.spawn;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.linux.FakeLinux;
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
    "git:java,       java,            true",
    "'my tool',      my tool,         true",
  })
  void matches(String globs, String text, boolean expected) {
    assertThat(Globs.of(globs).matchAny(text)).isEqualTo(expected);
  }

  /** On most systems /bin is a link, and which of the two is written or found is by chance. */
  @ParameterizedTest
  @CsvSource({
    "/usr/bin/*,     /bin/cat,        true",
    "/bin/*,         /usr/bin/cat,    true",
    "/bin/cat,       /usr/bin/cat,    true",
    "/usr/bin/cat,   /bin/cat,        true",
    "cat,            /bin/cat,        true",
    "/usr/lib/j*,    /bin/java,       true",
    "/usr/bin/java,  /bin/java,       true",
    "java17,         /bin/java,       false",
    "/sbin/*,        /bin/cat,        false",
    "*/cat,          cat,             false",
    "*17,            /bin/java,       false",
    "*r/bin/java,    /bin/java,       true",
  })
  void aPathMeansTheRealPathToo(String globs, String path, boolean expected) {
    FakeLinux linux = new FakeLinux();
    linux.links.put("/bin/java", "/usr/lib/java17");
    linux.links.put("/bin", "/usr/bin");
    assertThat(Globs.of(globs).matchAny(path, linux)).isEqualTo(expected);
  }

  @Test
  void isNoneWithoutPatterns() {
    assertThat(Globs.of("")).isNull();
    assertThat(Globs.of(" ; ;")).isNull();
    assertThat(Globs.of("*")).isNotNull();
  }
}
