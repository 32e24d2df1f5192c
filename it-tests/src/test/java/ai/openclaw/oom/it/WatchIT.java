package ai.openclaw.oom.it;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.probe.Reported;
import ai.openclaw.oom.probe.Undeployed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The agent's one thread: whom it keeps, and what it lives through. */
class WatchIT {

  private static final String COLLECTED = "more threads 0\ncollected, child alive true\n";

  /** The first half is of the JDK alone: else the second would prove nothing against us. */
  @EachJdk
  void anUndeployedApplicationIsCollectedThoughItStartedTheThread(Jdk jdk) throws Exception {
    assertThat(new JavaRun(jdk).main(Undeployed.class).run().successful().out())
        .isEqualTo(COLLECTED);
    JavaRun run = new JavaRun(jdk).agent("").main(Undeployed.class, "watched");
    assertThat(run.run().successful().out()).isEqualTo(COLLECTED);
  }

  @EachJdk
  void anInterruptedWatchStillReports(Jdk jdk) throws Exception {
    JavaRun run = new JavaRun(jdk).agent("log=info").main(Reported.class, Reported.INTERRUPT);
    assertThat(run.run().successful().err().lines()).last().asString().contains("ended by SIGKILL");
  }

  @Test
  void aRuntimeWithoutManagementIsToldSoOnceAndReportsStill() throws Exception {
    Path jlink = Path.of(System.getProperty("java.home"), "bin", "jlink");
    Ci.orSkip(Files.isExecutable(jlink), "watch: missing: jlink, to have no java.management");
    Path image = Places.newDirectory("runtime").resolve("image");
    Tool.run(jlink.toString(), "--add-modules", "java.instrument", "--output", image.toString());
    Jdk small = new Jdk(Runtime.version().feature(), "small", List.of(), image.resolve("bin/java"));
    JavaRun run = new JavaRun(small).agent("jmx=true,log=info").main(Reported.class);
    List<String> lines = run.run().successful().err().lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).contains("jmx=true does nothing").contains("java.management");
    assertThat(lines.get(2)).contains("ended by SIGKILL");
  }
}
