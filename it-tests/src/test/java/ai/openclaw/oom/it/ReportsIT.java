package ai.openclaw.oom.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.openclaw.oom.probe.Managed;

/** What the agent tells of raised children, when it is asked to. */
class ReportsIT {

  @EachJdk
  void aKilledChildIsCountedAndReported(Jdk jdk) throws Exception {
    Outcome outcome = new JavaRun(jdk).agent("jmx=true,shim=sh").main(Managed.class).run();
    assertEquals(
        "before false\nkilled 1\nspawns {WRAPPED_SH=1}\n", outcome.successful().out());
    assertTrue(
        outcome
            .err()
            .matches(
                "\\[openclaw-oom\\] child \\d+ \\(cat, oom_score_adj 1000\\) ended by SIGKILL;"
                    + " the memory group .*\n"),
        outcome.err());
  }

  @EachJdk
  void nothingIsReportedIfThatIsNotWanted(Jdk jdk) throws Exception {
    JavaRun run = new JavaRun(jdk).agent("jmx=true,report-kills=false").main(Managed.class);
    assertEquals("", run.run().successful().err());
  }
}
