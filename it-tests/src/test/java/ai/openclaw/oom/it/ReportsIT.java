package ai.openclaw.oom.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.openclaw.oom.probe.Managed;

/** What the agent tells of raised children, when it is asked to. */
class ReportsIT {

  @EachJdk
  void aKilledChildIsCountedAndReported(Jdk jdk) throws Exception {
    JavaRun run = new JavaRun(jdk).agent("jmx=true,shim=sh,log=info").main(Managed.class);
    Outcome outcome = run.run().successful();
    assertEquals("before false\nkilled 1\nspawns {WRAPPED_SH=1}\n", outcome.out());
    assertTrue(
        outcome
            .err()
            .matches(
                "\\[openclaw-oom\\] child \\d+ \\(cat, oom_score_adj 1000\\) ended by SIGKILL;"
                    + " the memory group .*\n"),
        outcome.err());
  }

  /** The memory group has counted nothing: the application killed its child by itself. */
  @EachJdk
  void theApplicationsOwnKillIsNoNews(Jdk jdk) throws Exception {
    assertEquals("", new JavaRun(jdk).agent("jmx=true").main(Managed.class).run().err());
  }
}
