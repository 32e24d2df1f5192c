package ai.openclaw.oom.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** On a developer's machine some JDKs may be missing, in CI none. */
class JdksIT {

  @Test
  void allThatTheSuiteIsMeantFor() {
    List<Integer> missing = Jdks.missing();
    missing.forEach(
        major -> System.out.println("JDK " + major + " is missing: .ci/prepare-jdks gets it"));
    Ci.orSkip(missing.isEmpty(), "missing JDKs: " + missing);
  }

  @Test
  void scoresCanRise() {
    assertThat(Score.OWN).as("start the tests where oom_score_adj is below 500").isLessThan(500);
  }
}
