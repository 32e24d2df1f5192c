package ai.openclaw.oom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.cli.doctor.JvmWords;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstallVerbTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/opt/a/b.jar",
        "/opt/my agent/b.jar",
        "/a'b/c d.jar",
        "/a\"b/c.jar",
        "/a'\"b.jar"
      })
  void aJvmReadsTheVariableAsOneWord(String path) {
    String word = "-javaagent:" + path;
    assertThat(JvmWords.of(Quoted.forJvm(word))).isEqualTo(List.of(word));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "/opt/a.jar,    java -javaagent:/opt/a.jar -jar,    ENV X=-javaagent:/opt/a.jar",
        "/my opt/a.jar, java '-javaagent:/my opt/a.jar' -j, ENV X=\"'-javaagent:/my opt/a.jar'\"",
        "/o$p/a.jar,    java '-javaagent:/o$p/a.jar' -jar,  ENV X=\"-javaagent:/o\\$p/a.jar\"",
      })
  void quotesForEverybody(String jar, String java, String docker) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream to = new PrintStream(out, true, StandardCharsets.UTF_8);
    InstallVerb.printLines(jar, new Surroundings(null, new File("/"), to, to, Map.of()));
    String said = out.toString(StandardCharsets.UTF_8);
    assertThat(said).contains("\n" + java).contains(docker.replace("X=", "JAVA_TOOL_OPTIONS="));
  }

  @Test
  void unitsDoublePercentSigns() {
    assertThat(Quoted.forUnit("A", "/100% b")).isEqualTo("\"A=/100%% b\"");
  }

  @ParameterizedTest
  @CsvSource({
    "install,                     install: DIR is missing",
    "install a b,                 'install: one DIR, and no more'",
    "install --arch sparc a,      'install: --arch: x86_64, aarch64 or all, not sparc'",
    "install /tmp/a=b,            install: DIR: -javaagent takes what follows an =",
  })
  void namesWhatIsWrong(String line, String said) {
    Told told = Told.by(line.split(" "));
    assertThat(told.exit()).isEqualTo(2);
    assertThat(told.err()).startsWith(said);
  }
}
