package ai.openclaw.oom.it;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.probe.AttachedInMiddle;
import ai.openclaw.oom.probe.Generations;
import ai.openclaw.oom.probe.Scores;
import ai.openclaw.oom.probe.Successors;
import org.junit.jupiter.api.Test;

/** JVMs with the agent that start JVMs with the agent: where each goes. */
class NestingIT {
  private static final String VARIABLE = "OPENCLAW_CHILD_OOM_SCORE_ADJ";
  private static final int MIDDLE = (Score.TARGET + Score.OWN) / 2;
  private static final int HELD = 910;

  /** Launcher, server, a server's server: and at each a worker above it that is still held. */
  @EachJdk
  void eachGenerationGoesHalfWay(Jdk jdk) throws Exception {
    assertThat(generations(jdk, "").run())
        .succeeded()
        .printed(
            "own %d, worker %d\nown %d, worker %d\nown %d, worker %d\n"
                .formatted((Score.TARGET + MIDDLE) / 2, HELD, MIDDLE, HELD, Score.OWN, HELD));
  }

  @Test
  void raisedMeansAsItIs() throws Exception {
    JavaRun run = inherited("nested=raised").main(Successors.class);
    assertThat(run.options("-Dsuccessors=0").prepare(raise()).run())
        .succeeded()
        .printed("own 1000\n");
  }

  /** A server that starts its successor comes back where it was, and not higher each time. */
  @EachJdk
  void successorsDoNotCreepUpwards(Jdk jdk) throws Exception {
    JavaRun run = new JavaRun(jdk).agent("").options("-Dsuccessors=3").main(Successors.class);
    String own = "own " + Score.OWN + "\n";
    assertThat(run.run()).succeeded().printed(own + own + own + own);
  }

  @EachJdk
  void whoeverIsRaisedGoesBackAtItsStart(Jdk jdk) throws Exception {
    JavaRun run = new JavaRun(jdk).agent("log=info").prepare(raise());
    Outcome outcome = run.main(Scores.class).run();
    assertThat(outcome)
        .succeeded()
        .saidLinesMatching(
            "\\[openclaw-oom] this JVM was raised to 1000 by whoever started it, and went to "
                + MIDDLE);
  }

  @EachJdk
  void soDoesOneThatTheAgentIsAttachedTo(Jdk jdk) throws Exception {
    JavaRun run = new JavaRun(jdk).prepare(raise());
    assertThat(run.main(AttachedInMiddle.class, Places.agent().toString()).run())
        .succeeded()
        .printed("own 1000, child 1000\nown %d, child 1000\n".formatted(MIDDLE));
  }

  @Test
  void anOptedOutJvmStays() throws Exception {
    JavaRun run = inherited("").environment(VARIABLE, "off").prepare(raise());
    assertThat(run.options("-Dsuccessors=0").main(Successors.class).run())
        .succeeded()
        .printed("own 1000\n");
  }

  @Test
  void belowTheTargetNobodyMoves() throws Exception {
    JavaRun run = inherited("").prepare("echo 700 > /proc/self/oom_score_adj");
    assertThat(run.options("-Dsuccessors=0").main(Successors.class).run())
        .succeeded()
        .printed("own 700\n");
  }

  /** Somebody mounted {@code /proc} read-only: all stays as it is, and is said as it is. */
  @Test
  void whereTheKernelRefusesAllStaysAsItIs() throws Exception {
    Ci.orSkip(Ci.isRoot(), "nesting: missing: root, to mount /proc read-only");
    JavaRun run = inherited("log=info").prepare(raise() + "; " + Places.READ_ONLY_PROC);
    assertThat(run.options("-Dsuccessors=0").main(Successors.class).run())
        .succeeded()
        .printed("own 1000\n")
        .saidLinesMatching(
            "\\[openclaw-oom] this JVM was raised to 1000, and the kernel lets it go no lower");
  }

  private static JavaRun inherited(String arguments) {
    return new JavaRun(Jdks.running()).agent(arguments);
  }

  private static JavaRun generations(Jdk jdk, String arguments) {
    return new JavaRun(jdk)
        .environment("JAVA_TOOL_OPTIONS", JavaRun.agentOption(Places.agent(), arguments))
        .main(Generations.class, "2");
  }

  private static String raise() {
    return "echo 1000 > /proc/self/oom_score_adj";
  }
}
