package ai.openclaw.oom.it;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import ai.openclaw.oom.probe.Probe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The same cases of {@link Probe}, run without the agent and with it. */
public final class Comparison {

  /** The score that this JVM, and so every JVM that it starts, has: 0 on most machines. */
  public static final int OWN_SCORE = ownScore();

  private static final String INPUT = "a line of input\n";

  private final Outcome without;
  private final Outcome with;
  private final Map<String, String> casesWithout;
  private final Map<String, String> casesWith;

  private Comparison(Outcome without, Outcome with) {
    this.without = without.successful();
    this.with = with.successful();
    casesWithout = cases(without.out());
    casesWith = cases(with.out());
  }

  /**
   * Runs both.
   *
   * @param setting what both runs have in common
   * @param agent brings in the agent
   * @param groups groups of cases; see {@link Probe}
   */
  static Comparison of(
      Jdk jdk, UnaryOperator<JavaRun> setting, UnaryOperator<JavaRun> agent, String... groups)
      throws Exception {
    JavaRun plain = setting.apply(new JavaRun(jdk)).main(Probe.class, groups).input(INPUT);
    JavaRun agented =
        agent.apply(setting.apply(new JavaRun(jdk)).main(Probe.class, groups).input(INPUT));
    return new Comparison(plain.run(), agented.run());
  }

  /** A case gives the same with and without the agent, and its children have their scores. */
  void assertSame(String name) {
    String expected = casesWithout.get(name);
    String actual = casesWith.get(name);
    assertNotNull(expected, () -> name + " was not run: " + without);
    assertNotNull(actual, () -> name + " was not run with the agent: " + with);
    assertEquals(Outcome.withoutScores(expected), Outcome.withoutScores(actual), name);
    assertScores(OWN_SCORE, expected);
    assertScores(1000, actual);
  }

  /** The same for all cases, and for everything else that was printed. */
  void assertAllSame() {
    assertCasesSame();
    assertNoOtherOutput();
  }

  void assertCasesSame() {
    assertFalse(casesWithout.isEmpty(), without::toString);
    assertEquals(casesWithout.keySet(), casesWith.keySet());
    assertAll(casesWithout.keySet().stream().map(name -> () -> assertSame(name)));
  }

  /** Nothing of the agent, nor of the JVM for its sake, outside of the cases and on stderr. */
  void assertNoOtherOutput() {
    assertEquals(beforeCases(without.out()), beforeCases(with.out()));
    assertEquals(errors(without), errors(with));
  }

  private static void assertScores(int expected, String transcript) {
    List<Integer> scores = Outcome.scores(transcript);
    assertEquals(scores.stream().map(score -> expected).toList(), scores, transcript);
  }

  /** Leaves out the JVM's own word on the variable. */
  private static String errors(Outcome outcome) {
    return outcome
        .err()
        .lines()
        .filter(line -> !line.startsWith("Picked up JAVA_TOOL_OPTIONS"))
        .collect(joining("\n"));
  }

  private static Map<String, String> cases(String out) {
    Map<String, String> cases = new LinkedHashMap<>();
    for (String block : out.substring(beforeCases(out).length()).split("(?m)^>>> ")) {
      String[] nameAndText = block.split("\n", 2);
      if (nameAndText.length == 2) {
        cases.put(nameAndText[0], nameAndText[1]);
      }
    }
    return cases;
  }

  private static String beforeCases(String out) {
    return out.substring(0, Math.max(0, out.indexOf(">>> ")));
  }

  private static int ownScore() {
    try {
      return Integer.parseInt(Files.readString(Path.of("/proc/self/oom_score_adj")).trim());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
