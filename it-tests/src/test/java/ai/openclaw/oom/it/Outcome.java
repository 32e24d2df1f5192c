package ai.openclaw.oom.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** How a JVM ended and what it and its children wrote. */
public record Outcome(int exit, String out, String err) {

  private static final Pattern SCORE = Pattern.compile("score=(-?\\d+)");

  /** Fails with everything that is known if the JVM did not end with 0. */
  public Outcome successful() {
    assertEquals(0, exit, this::toString);
    return this;
  }

  /** The scores in a transcript, in the order in which they stand there. */
  static List<Integer> scores(String text) {
    return SCORE.matcher(text).results().map(Outcome::number).toList();
  }

  private static Integer number(MatchResult match) {
    return Integer.valueOf(match.group(1));
  }

  static String withoutScores(String text) {
    return SCORE.matcher(text).replaceAll("score=*");
  }
}
