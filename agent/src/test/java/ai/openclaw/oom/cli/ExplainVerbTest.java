package ai.openclaw.oom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplainVerbTest {

  private static Told explain(String line) {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.remove("OPENCLAW_CHILD_OOM_SCORE_ADJ");
    Verb[] verbs = {new ExplainVerb()};
    return Told.by(new File("/"), environment, verbs, ("explain " + line).split(" "));
  }

  @ParameterizedTest
  @CsvSource({
    "--env=OPENCLAW_CHILD_OOM_SCORE_ADJ=off -- cat,  1, OPTED_OUT,       2 the environment opts out",
    "exclude=cat:ls -- cat,                          1, EXCLUDED,        3 exclude matches",
    "include=ls -- cat,                              1, NOT_INCLUDED,    3 exclude matches",
    "shim=sh -- /nonexistent,                        1, WOULD_NOT_START, 6 the command would fail",
    "shim=sh --env=A=b -- cat a,                     0, WRAPPED_SH,      7 a shim can carry",
    "shim=sh --env=IFS=b -- cat a,                   0, LEFT_TO_PARENT,  8 otherwise left alone",
    "shim=parent -- cat a,                           0, LEFT_TO_PARENT,  8 otherwise left alone",
    "enabled=false -- cat a,                         1, EMPTY_COMMAND,   1 not Linux",
  })
  void saysWhichRuleDecides(String line, int exit, String outcome, String rule) {
    Told told = explain(line);
    assertThat(told.exit()).isEqualTo(exit);
    assertThat(told.err()).isEmpty();
    assertThat(told.out())
        .containsPattern("(?m)^outcome +" + outcome + "$")
        .containsPattern("(?m)^rule +" + rule);
  }

  @Test
  void showsWhatWouldBeStartedAndWhatDidNotHold() {
    assertThat(explain("shim=sh,score=700 --env=A=b -- cat /tmp/$x").out())
        .containsPattern("(?m)^command +cat '/tmp/\\$x'$")
        .containsPattern("(?m)^target +700$")
        .containsPattern(
            "(?m)^starts +/bin/sh -c '\\{ echo 700 > /proc/self/oom_score_adj; .* cat ")
        .containsPattern("(?m)^not held +1 not Linux")
        .containsPattern("(?m)^ +6 the command would fail to start$")
        .doesNotContain(" 7 a shim can carry the spawn without a visible change: ");
    assertThat(explain("shim=sh --env=IFS=b -- cat").out())
        .contains(
            "7 a shim can carry the spawn without a visible change: a shell or its loader acts");
    assertThat(explain("--json shim=parent -- cat").out())
        .contains("\"outcome\": \"LEFT_TO_PARENT\"");
  }

  @ParameterizedTest
  @CsvSource({
    "cat,                  explain: no command: it follows --",
    "--,                   explain: no command: it follows --",
    "scor=1 -- cat,        explain: argument scor is not known",
    "--env=x -- cat,       explain: --env: not NAME=VALUE: x",
  })
  void namesWhatIsWrong(String line, String said) {
    Told told = explain(line);
    assertThat(told.exit()).isEqualTo(2);
    assertThat(told.err()).startsWith(said);
  }
}
