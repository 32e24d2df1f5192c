package ai.openclaw.oom.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import ai.openclaw.oom.probe.Probe;
import java.util.List;

/**
 * The same cases of {@link Probe}, run without the agent and with it.
 *
 * @param beforehand whether each child has its score before it runs; if not, a child that does not
 *     wait may still find its JVM's
 */
record Comparison(Cases without, Cases with, boolean beforehand) {

  /** A case gives the same with and without the agent, and its children have their scores. */
  void assertSame(String name) {
    assertSame(name, List.of());
  }

  private void assertSame(String name, List<String> failing) {
    String expected = without.transcript(name);
    String actual = with.transcript(name);
    assertThat(Outcome.withoutScores(actual)).as(name).isEqualTo(Outcome.withoutScores(expected));
    if (failing.contains(name)) {
      assertThat(expected).as("%s is said to fail here", name).startsWith("threw [");
    } else if (Probe.isUnscored(name)) {
      assertThat(Outcome.scores(expected)).as("%s is said to show no score", name).isEmpty();
    } else {
      assertThat(Outcome.scores(expected)).as(expected).isNotEmpty().containsOnly(Score.OWN);
      assertRaised(actual);
    }
  }

  /** As many scores are there as without the agent, or the texts would not be the same. */
  private void assertRaised(String transcript) {
    if (beforehand) {
      assertThat(Outcome.scores(transcript)).as(transcript).isNotEmpty().containsOnly(Score.TARGET);
    } else {
      assertThat(Outcome.scores(transcript)).as(transcript).isSubsetOf(Score.OWN, Score.TARGET);
      List<Integer> afterWaiting = Outcome.scoresAfterWaiting(transcript);
      assertThat(afterWaiting)
          .as(transcript)
          .allSatisfy(score -> assertThat(score).isEqualTo(Score.TARGET));
    }
  }

  /**
   * The same for all cases, and for everything else that was printed.
   *
   * @param failing cases that in this setting end with an exception, and so show no score
   */
  void assertAllSame(String... failing) {
    assertCasesSame(failing);
    assertNoOtherOutput();
  }

  void assertCasesSame(String... failing) {
    assertThat(with.names()).containsExactlyElementsOf(without.names());
    assertSoftly(
        all ->
            without.names().forEach(name -> all.check(() -> assertSame(name, List.of(failing)))));
  }

  /** Nothing of the agent, nor of the JVM for its sake, outside of the cases and on stderr. */
  void assertNoOtherOutput() {
    assertThat(with.before()).isEqualTo(without.before());
    assertThat(with.errors()).isEqualTo(without.errors());
  }
}
