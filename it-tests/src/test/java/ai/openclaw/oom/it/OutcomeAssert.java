package ai.openclaw.oom.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.ListAssert;

/** What is claimed of a JVM that has ended. Whatever fails shows all that is known of it. */
public final class OutcomeAssert extends AbstractAssert<OutcomeAssert, Outcome> {

  OutcomeAssert(Outcome actual) {
    super(actual, OutcomeAssert.class);
  }

  /** It ended with 0. */
  public OutcomeAssert succeeded() {
    assertThat(actual.exit()).as(() -> about("exit code")).isZero();
    return this;
  }

  /** It and its children wrote exactly this to stdout. */
  public OutcomeAssert printed(String text) {
    out().isEqualTo(text);
    return this;
  }

  /** It and its children wrote exactly this to stderr. */
  public OutcomeAssert said(String text) {
    err().isEqualTo(text);
    return this;
  }

  public OutcomeAssert saidNothing() {
    return said("");
  }

  /** As many lines on stderr as patterns, and each matches its own, in their order. */
  public OutcomeAssert saidLinesMatching(String... patterns) {
    return matching(lines(), patterns);
  }

  /** The same for the lines that tell of a spawn, by the name of its outcome. */
  public OutcomeAssert saidOfSpawns(String... patterns) {
    return matching(
        lines().filteredOn(line -> line.matches("\\[openclaw-oom] [A-Z_]+ .*")), patterns);
  }

  private OutcomeAssert matching(ListAssert<String> all, String... patterns) {
    ListAssert<String> lines = all.hasSameSizeAs(patterns);
    IntStream.range(0, patterns.length)
        .forEach(i -> lines.element(i).asString().matches(patterns[i]));
    return this;
  }

  /** Exactly one line on stderr matches; what the others are is open. */
  public OutcomeAssert saidOnce(String pattern) {
    lines().filteredOn(line -> line.matches(pattern)).as(() -> about(pattern)).hasSize(1);
    return this;
  }

  /** The scores on stdout are these, in this order. */
  public OutcomeAssert hasScores(Integer... scores) {
    assertThat(Outcome.scores(actual.out())).as(() -> about("scores")).containsExactly(scores);
    return this;
  }

  /** It ended in the same way and wrote the same, to the byte. */
  public OutcomeAssert isSameAsOf(Outcome other) {
    assertThat(actual.exit()).as(() -> about("exit code")).isEqualTo(other.exit());
    return printed(other.out()).said(other.err());
  }

  /** To say more of stdout. */
  public AbstractStringAssert<?> out() {
    return assertThat(actual.out()).as(() -> about("stdout"));
  }

  /** To say more of stderr. */
  public AbstractStringAssert<?> err() {
    return assertThat(actual.err()).as(() -> about("stderr"));
  }

  private ListAssert<String> lines() {
    List<String> lines = actual.err().lines().toList();
    return assertThat(lines).as(() -> about("lines of stderr"));
  }

  private String about(String what) {
    return (descriptionText() + " " + what + " of " + actual).strip();
  }
}
