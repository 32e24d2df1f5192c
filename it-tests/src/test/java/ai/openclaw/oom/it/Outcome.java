package ai.openclaw.oom.it;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.assertj.core.api.AssertProvider;

/**
 * How a JVM ended and what it and its children wrote. AssertJ knows it by {@link OutcomeAssert}.
 */
public record Outcome(int exit, String out, String err) implements AssertProvider<OutcomeAssert> {

  private static final Pattern SCORE = Pattern.compile("score=(-?\\d+)");
  private static final Pattern SCORE_AFTER_WAITING = Pattern.compile("waited-" + SCORE);

  @Override
  public OutcomeAssert assertThat() {
    return new OutcomeAssert(this);
  }

  /** Fails with everything that is known if the JVM did not end with 0. */
  public Outcome successful() {
    assertThat().succeeded();
    return this;
  }

  /** The scores in a transcript, in the order in which they stand there. */
  public static List<Integer> scores(String text) {
    return numbers(SCORE, text);
  }

  /** Of these, the scores of children that waited until their start had returned. */
  static List<Integer> scoresAfterWaiting(String text) {
    return numbers(SCORE_AFTER_WAITING, text);
  }

  private static List<Integer> numbers(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(Outcome::number).toList();
  }

  private static Integer number(MatchResult match) {
    return Integer.valueOf(match.group(1));
  }

  public static String withoutScores(String text) {
    return SCORE.matcher(text).replaceAll("score=*");
  }
}
