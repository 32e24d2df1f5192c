package ai.openclaw.oom.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** When a start returns, the command runs, and has its score: whatever stood in between. */
class RightAwayIT {
  /** A class of the probes that this test, for JDK 8 too, cannot name. */
  private static final String PROBE = "ai.openclaw.oom.probe.RightAway";

  @EachJdk(from = 9, otherwise = "a Process does not tell its pid")
  void theCommandRunsWithItsScore(Jdk jdk) throws Exception {
    String all = "commands 60, scores 60\n";
    for (String options : List.of("shim=sh", "shim=native")) {
      assertThat(new JavaRun(jdk).agent(options).main(PROBE, "60").run())
          .as(options)
          .succeeded()
          .printed(all + all + all)
          .saidNothing();
    }
  }
}
