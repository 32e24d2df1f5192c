package ai.openclaw.oom.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.openclaw.oom.probe.OptOut;
import ai.openclaw.oom.probe.Probe;
import ai.openclaw.oom.probe.Scores;
import ai.openclaw.oom.probe.Untouched;
import java.util.List;

/** Who is raised, and to what. */
class OptionsIT {

  private static final int OWN = Comparison.OWN_SCORE;
  private static final String VARIABLE = "OPENCLAW_CHILD_OOM_SCORE_ADJ";

  @EachJdk
  void scoreOfTheOperatorsChoice(Jdk jdk) throws Exception {
    assertEquals("cat 500\n", scores(new JavaRun(jdk).agent("score=500"), "cat"));
    JavaRun property = new JavaRun(jdk).options("-Dopenclaw.oom.score=500").agent("");
    assertEquals("cat 500\n", scores(property, "cat"));
  }

  @EachJdk
  void disabled(Jdk jdk) throws Exception {
    assertEquals("cat " + OWN + "\n", scores(new JavaRun(jdk).agent("enabled=false"), "cat"));
  }

  @EachJdk
  void excluded(Jdk jdk) throws Exception {
    JavaRun run = new JavaRun(jdk).agent("exclude=cat;/usr/bin/so*");
    String expected = "cat " + OWN + "\nhead 1000\n/usr/bin/sort " + OWN + "\n";
    assertEquals(expected, scores(run, "cat", "head", "/usr/bin/sort"));
  }

  @EachJdk
  void included(Jdk jdk) throws Exception {
    JavaRun run = new JavaRun(jdk).agent("include=h?ad;*/sort");
    String expected = "cat " + OWN + "\nhead 1000\n/usr/bin/sort 1000\n";
    assertEquals(expected, scores(run, "cat", "head", "/usr/bin/sort"));
  }

  @EachJdk
  void optOutOfOneChild(Jdk jdk) throws Exception {
    String[] values = {"0", "false", "no", "off", " OFF ", "yes", "1000", ""};
    String out = new JavaRun(jdk).agent("").main(OptOut.class, values).run().successful().out();
    assertEquals(
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
            .replace("OWN", "" + OWN),
        out);
  }

  @EachJdk
  void optOutOfTheWholeJvm(Jdk jdk) throws Exception {
    for (String off : new String[] {"0", "false", "no", "off", " OFF "}) {
      JavaRun run = new JavaRun(jdk).agent("").environment(VARIABLE, off);
      assertEquals("cat " + OWN + "\n", scores(run, "cat"), "[" + off + "]");
    }
    for (String on : new String[] {"yes", "1000", ""}) {
      JavaRun run = new JavaRun(jdk).agent("").environment(VARIABLE, on);
      assertEquals("cat 1000\n", scores(run, "cat"), "[" + on + "]");
    }
  }

  @EachJdk
  void oneChildMayOptInAgain(Jdk jdk) throws Exception {
    JavaRun run = new JavaRun(jdk).agent("").environment(VARIABLE, "off");
    Outcome outcome = run.main(OptOut.class, "yes", "off").run().successful();
    assertEquals("[yes] 1000\n[off] " + OWN + "\n", outcome.out());
  }

  @EachJdk
  void neverLowers(Jdk jdk) throws Exception {
    JavaRun run = new JavaRun(jdk).agent("score=500").prepare(raise(700));
    assertEquals("cat 700\n", scores(run, "cat"));
  }

  @EachJdk
  void raisesFromWhereTheJvmIs(Jdk jdk) throws Exception {
    JavaRun run = new JavaRun(jdk).agent("").prepare(raise(700));
    assertEquals("cat 1000\n", scores(run, "cat"));
  }

  @EachJdk
  void jvmAtTheTargetAlready(Jdk jdk) throws Exception {
    JavaRun run = new JavaRun(jdk).agent("").prepare(raise(1000));
    assertEquals("cat 1000\n", scores(run, "cat"));
  }

  /** Whoever is not to be raised is started as if there were no agent. */
  @EachJdk
  void leftAloneMeansUntouched(Jdk jdk) throws Exception {
    String plain = calls(new JavaRun(jdk));
    assertEquals(plain, calls(new JavaRun(jdk).agent("").prepare(raise(1000))));
    assertEquals(plain, calls(new JavaRun(jdk).agent("exclude=cat")));
    assertEquals(plain, calls(new JavaRun(jdk).agent("enabled=false")));
    assertNotEquals(plain, calls(new JavaRun(jdk).agent("")), "or the count tells nothing");
  }

  @EachJdk
  void badOptionsAreNamedAndIgnored(Jdk jdk) throws Exception {
    JavaRun run = new JavaRun(jdk).agent("score=4711,exlude=cat");
    Outcome outcome = run.main(Scores.class, "cat").run().successful();
    assertEquals("cat 1000\n", outcome.out());
    String[] lines = outcome.err().split("\n");
    assertEquals(2, lines.length, outcome.err());
    for (String line : lines) {
      assertTrue(line.startsWith("[openclaw-oom] "), line);
    }
    assertTrue(lines[0].contains("score") && lines[0].contains("4711"), lines[0]);
    assertTrue(lines[1].contains("exlude") && lines[1].contains("exclude"), lines[1]);
  }

  /** {@code BASH_ENV} and its like would let the shell in between run other people's text. */
  @EachJdk
  void shellEnvironmentStripped(Jdk jdk) throws Exception {
    JavaRun run =
        new JavaRun(jdk).agent("shim=sh").environment("BASH_ENV", "/x").environment("ENV", "/y");
    Outcome outcome = run.main(Probe.class, "ShellEnvironment").run().successful();
    assertFalse(outcome.out().matches("(?s).*\\b(BASH_ENV|ENV|CDPATH)=.*"), outcome.out());
    assertTrue(outcome.out().contains("same=true"), outcome.out());
    assertEquals(List.of(1000, 1000), Outcome.scores(outcome.out()), outcome.out());
    for (String name : List.of("BASH_ENV", "ENV", "CDPATH")) {
      String line = "\\[openclaw-oom\\] .*\\b" + name + "\\b.*shell-env=restore.*";
      assertEquals(1, outcome.err().lines().filter(l -> l.matches(line)).count(), outcome.err());
    }
  }

  private static String raise(int score) {
    return "echo " + score + " > /proc/self/oom_score_adj";
  }

  private static String scores(JavaRun run, String... commands) throws Exception {
    Outcome outcome = run.main(Scores.class, commands).run().successful();
    assertEquals("", outcome.err());
    return outcome.out();
  }

  private static String calls(JavaRun run) throws Exception {
    return run.main(Untouched.class).run().successful().out();
  }
}
