package ai.openclaw.oom.cli.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaunchTest {

  private static String line(String text) {
    return text.replace(' ', '\0') + "\0";
  }

  @ParameterizedTest
  @CsvSource({
    "java -jar /opt/service.jar --port 1,        /opt/service.jar",
    "java -Xmx1g -cp a:b org.Main x,             org.Main",
    "java --module-path mods -m app/org.Main,    app/org.Main",
    "java @options --add-opens a/b=c org.Main,   org.Main",
    "java -version,                              ",
  })
  void findsTheMainClassOrJar(String text, String main) {
    assertThat(Launch.main(line(text))).isEqualTo(main);
  }

  @Test
  void knowsTheOptionsOfLineAndVariable() {
    assertThat(Launch.options(" -Xrs  -Da=b ", line("java -Xmx1g -jar a.jar -Xno")))
        .containsExactly("-Xrs", "-Da=b", "-Xmx1g", "-jar");
  }
}
