package ai.openclaw.oom.it;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.probe.BuildDay;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * What a build agent does in a day, as fast as it goes, and only on demand: {@code
 * -Dstorm.day=1800}, its seconds, and {@code -Dit.deadline=3600}, which has to be more.
 */
@Isolated
class BuildDayIT {
  private static final int SECONDS = Integer.getInteger("storm.day", 0);
  private static final String CHROMIUM = "/usr/bin/chromium";
  private static final int LIMIT_MIB = 2048;

  @Test
  void theJvmOutlivesTheDayAndEveryAnswerIsAsExpected() throws Exception {
    Ci.onDemand(SECONDS > 0, "build day: on demand, by -Dstorm.day=SECONDS");
    Ci.orSkip(Files.isExecutable(Path.of(CHROMIUM)), "build day: " + CHROMIUM + " is missing");
    Ci.orSkip(Tool.isThere("git"), "build day: missing: git");
    Path grow = NativeProgram.build("grow", "build day");
    try (V1Group group = V1Group.create(LIMIT_MIB)) {
      JavaRun run = Endurance.jvm().prepare(group.enter()).agent("");
      Outcome outcome = run.main(BuildDay.class, "" + SECONDS, grow.toString()).run();
      Endurance day = new Endurance("day of " + SECONDS + " s", outcome);
      day.print();
      day.print("the group has counted " + group.oomKills() + " kills");
      assertThat(outcome).succeeded();
      assertThat(day.lines()).noneMatch(line -> line.startsWith("wrong "));
      // It was whoever grew, and nobody beside them, such as a page of the browser's.
      assertThat(group.oomKills()).isPositive().isEqualTo(day.doomed().size());
      // And nobody else is, who comes to an end while a victim is still on its way out.
      day.assertKillsAreReported();
      day.assertFlat(BuildDay.EXECUTORS + BuildDay.TESTERS);
    }
  }
}
