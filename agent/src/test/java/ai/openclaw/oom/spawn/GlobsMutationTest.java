package ai.openclaw.oom.spawn;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.Mutations;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Globs against regular expressions, which are slower and right. */
class GlobsMutationTest {
  private static final int TIMES = 100_000;

  @Test
  void matchWhatTheyMean() {
    Mutations mutations = new Mutations(1);
    int matches = 0;
    for (int i = 0; i < TIMES; i++) {
      String glob = mutations.of("a*b?a*").replaceAll("[:;]", "").trim();
      String text = mutations.of("aabbaab").trim();
      if (!glob.isEmpty()) {
        boolean expected = regex(glob).matcher(text).matches();
        assertThat(Globs.of(glob).matchAny(text)).as("%s on %s", glob, text).isEqualTo(expected);
        matches += expected ? 1 : 0;
      }
    }
    assertThat(matches).as("or nothing was tried").isGreaterThan(TIMES / 50);
  }

  private static Pattern regex(String glob) {
    StringBuilder regex = new StringBuilder();
    for (char c : glob.toCharArray()) {
      regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
    }
    // One char of Java's at a time, as globs take it.
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }
}
