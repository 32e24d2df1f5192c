package ai.openclaw.oom.it;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.probe.OptOut;
import ai.openclaw.oom.probe.Probe;
import ai.openclaw.oom.probe.Scores;
import ai.openclaw.oom.probe.Untouched;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Who is raised, and to what. What depends on the JDK, because something has to get through a JVM,
 * is tried on each; the decisions themselves have their unit tests, and a JVM or two here.
 */
class OptionsIT {

  private static final String VARIABLE = "OPENCLAW_CHILD_OOM_SCORE_ADJ";

  @EachJdk
  void aPropertyAndAnArgument(Jdk jdk) throws Exception {
    JavaRun run = new JavaRun(jdk).options("-Dopenclaw.oom.score=500");
    assertThat(scores(run.agent("exclude=cat;/usr/bin/so*"), "cat", "head", "/usr/bin/sort"))
        .printed("cat OWN\nhead 500\n/usr/bin/sort OWN\n".replace("OWN", "" + Score.OWN))
        .saidNothing();
  }

  @Test
  void included() throws Exception {
    JavaRun run = new JavaRun(Jdks.running()).agent("include=h?ad;*/sort");
    assertThat(scores(run, "cat", "head", "/usr/bin/sort"))
        .printed("cat OWN\nhead 1000\n/usr/bin/sort 1000\n".replace("OWN", "" + Score.OWN))
        .saidNothing();
  }

  @EachJdk
  void optOutOfOneChild(Jdk jdk) throws Exception {
    String[] values = {"0", "false", "no", "off", " OFF ", "yes", "1000", ""};
    assertThat(new JavaRun(jdk).agent("").main(OptOut.class, values).run())
        .succeeded()
        .printed(
            """
            [0] OWN
            [false] OWN
            [no] OWN
            [off] OWN
            [ OFF ] OWN
            [yes] 1000
            [1000] 1000
            [] 1000
            """
                .replace("OWN", "" + Score.OWN));
  }

  @EachJdk
  void optOutOfTheWholeJvmButForOneChild(Jdk jdk) throws Exception {
    JavaRun run = new JavaRun(jdk).agent("").environment(VARIABLE, "off");
    run.main(OptOut.class, OptOut.INHERITED, OptOut.CLEARED, "yes", "off");
    assertThat(run.run())
        .succeeded()
        .printed(
            "[inherited] OWN\n[cleared] OWN\n[yes] 1000\n[off] OWN\n"
                .replace("OWN", "" + Score.OWN))
        .saidNothing();
  }

  @Test
  void neverLowers() throws Exception {
    JavaRun run = new JavaRun(Jdks.running()).agent("score=500,nested=raised").prepare(raise(700));
    assertThat(scores(run, "cat")).printed("cat 700\n").saidNothing();
  }

  @Test
  void raisesFromWhereTheJvmIs() throws Exception {
    JavaRun run = new JavaRun(Jdks.running()).agent("").prepare(raise(700));
    assertThat(scores(run, "cat")).printed("cat 1000\n").saidNothing();
  }

  /** Whoever is not to be raised is started as if there were no agent. */
  @EachJdk
  void leftAloneMeansUntouched(Jdk jdk) throws Exception {
    Outcome plain = touched(new JavaRun(jdk));
    assertThat(plain).hasScores(Score.OWN, Score.OWN);
    assertThat(touched(new JavaRun(jdk).agent("enabled=false"))).isSameAsOf(plain);
    Outcome one = touched(new JavaRun(jdk).agent("exclude=cat"));
    assertThat(one).hasScores(Score.OWN, Score.TARGET);
    List<String> lines = Outcome.withoutScores(one.out()).lines().toList();
    List<String> plainLines = Outcome.withoutScores(plain.out()).lines().toList();
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).isEqualTo(plainLines.get(0));
    assertThat(lines.get(1)).as("or the count tells nothing").isNotEqualTo(plainLines.get(1));
  }

  @Test
  void childrenOfAJvmAtTheTargetAreUntouched() throws Exception {
    Outcome plain = touched(new JavaRun(Jdks.running()).prepare(raise(Score.TARGET)));
    Outcome with =
        touched(
            new JavaRun(Jdks.running())
                .prepare(raise(Score.TARGET))
                .agent("nested=raised,log=error"));
    assertThat(with).hasScores(Score.TARGET, Score.TARGET).isSameAsOf(plain);
  }

  @Test
  void badOptionsAreNamedAndIgnored() throws Exception {
    JavaRun run = new JavaRun(Jdks.running()).agent("score=4711,exlude=cat");
    assertThat(scores(run, "cat"))
        .printed("cat 1000\n")
        .saidLinesMatching(
            "\\[openclaw-oom] .*\\bscore=4711 .*", "\\[openclaw-oom] .*\\bexlude .*\\bexclude .*");
  }

  /** {@code BASH_ENV} and its like would let the shell in between run other people's text. */
  @EachJdk
  void shellEnvironmentStripped(Jdk jdk) throws Exception {
    JavaRun run =
        new JavaRun(jdk).agent("shim=sh").environment("BASH_ENV", "/x").environment("ENV", "/y");
    OutcomeAssert outcome = assertThat(run.main(Probe.class, "ShellEnvironment").run());
    outcome.succeeded().hasScores(Score.TARGET, Score.TARGET);
    outcome.out().contains("same=true").doesNotContainPattern("\\b(BASH_ENV|ENV|CDPATH)=");
    for (String name : List.of("BASH_ENV", "ENV", "CDPATH")) {
      outcome.saidOnce("\\[openclaw-oom] .*\\b" + name + "\\b.*shell-env=restore.*");
    }
  }

  private static String raise(int score) {
    return "echo " + score + " > /proc/self/oom_score_adj";
  }

  private static Outcome scores(JavaRun run, String... commands) throws Exception {
    return run.main(Scores.class, commands).run().successful();
  }

  private static Outcome touched(JavaRun run) throws Exception {
    return run.main(Untouched.class, "cat", "head").run().successful();
  }
}
