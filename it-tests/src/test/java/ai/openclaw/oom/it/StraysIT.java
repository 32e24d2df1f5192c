package ai.openclaw.oom.it;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.probe.PastTheGate;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Children that no woven method sees start: here a native library's. */
class StraysIT {
  /** Looks at itself and a child of its own, until both are raised or patience ends. */
  private static final String SCRIPT =
      """
      #!/bin/sh
      sleep 1000 &
      child=$!
      for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
        read -r own < /proc/$$/oom_score_adj
        read -r below < /proc/$child/oom_score_adj
        test "$own $below" = "1000 910" && break
        sleep 0.25
      done
      kill $child
      echo $own $below > scores.part
      mv scores.part scores
      """;

  /** What a stray had started before has the floor: for all that is known it went there itself. */
  @EachJdk
  void areRaisedWithAllThatTheyHaveStarted(Jdk jdk) throws Exception {
    assertThat(scores(jdk, "")).isEqualTo("1000 910");
  }

  @Test
  void areLeftWhereTheyAreToBe() throws Exception {
    Jdk jdk = Jdks.running();
    String own = Score.OWN + " " + Score.OWN;
    assertThat(scores(jdk, "strays=leave")).isEqualTo(own);
    assertThat(scores(jdk, "exclude=dash:bash:busybox")).isEqualTo(own);
  }

  private static String scores(Jdk jdk, String arguments) throws Exception {
    Ci.orSkip(Tool.isThere("gcc"), "strays: missing: gcc, to build a library that starts one");
    JavaRun run = new JavaRun(jdk).agent(arguments);
    Path script = Files.writeString(run.directory().resolve("script"), SCRIPT);
    Path result = run.directory().resolve("scores");
    Path library = NativeProgram.library("stray", run.directory().resolve("library"));
    run.environment("STRAY", script.toString())
        .main(PastTheGate.class, library.toString(), result.toString());
    assertThat(run.run()).succeeded();
    return Files.readString(result).trim();
  }
}
