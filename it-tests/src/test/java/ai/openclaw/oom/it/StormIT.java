package ai.openclaw.oom.it;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.probe.Storm;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * More children, and more kills, than a service sees in a day. {@code -Dstorm.spawns=100000},
 * {@code -Dstorm.kills=1000} and {@code -Dit.deadline=SECONDS} make more of it than CI can wait
 * for.
 */
@Isolated
class StormIT {
  private static final int SPAWNS = Integer.getInteger("storm.spawns", 5000);
  private static final int KILLS = Integer.getInteger("storm.kills", 50);
  private static final int LIMIT_MIB = 256;
  private static final String PID = "pid ";

  private static final Pattern REPORT =
      Pattern.compile(
          "\\[openclaw-oom] child (\\d+) \\(sh, oom_score_adj (?:1000|not read)\\) ended by SIGKILL .*");

  /** What it may take more in the end than after a fifth of the way, far below one per child. */
  private static void assertFlat(Outcome outcome) {
    assertThat(number(outcome, "late", "zombies")).isZero();
    // As many threads wait for children as there were children at once, for a minute more.
    assertGrowth(outcome, "threads", Storm.THREADS);
    assertGrowth(outcome, "descriptors", 4);
    assertGrowth(outcome, "heap", 2048);
    assertGrowth(outcome, "metaspace", 1024);
    assertGrowth(outcome, "rss", 24 << 10);
  }

  private static void assertGrowth(Outcome outcome, String what, long most) {
    assertThat(number(outcome, "late", what))
        .as(() -> what + " of " + outcome)
        .isLessThanOrEqualTo(number(outcome, "early", what) + most);
  }

  private static long number(Outcome outcome, String when, String what) {
    Matcher line =
        Pattern.compile("(?m)^" + when + " .*\\b" + what + "=(\\d+)").matcher(outcome.out());
    assertThat(line.find()).as(() -> when + " " + what + " of " + outcome).isTrue();
    return Long.parseLong(line.group(1));
  }

  private static JavaRun jvm() {
    return new JavaRun(Jdks.running()).options("-Xms64m", "-Xmx64m", "-XX:+AlwaysPreTouch");
  }

  private static void print(String what, Outcome outcome) {
    outcome
        .out()
        .lines()
        .filter(line -> !line.startsWith(PID))
        .forEach(line -> System.out.println("storm: " + what + ": " + line));
  }

  @Test
  void everySpawnIsAsWithoutTheAgentAndNothingGrows() throws Exception {
    Outcome without = jvm().main(Storm.class, Storm.SPAWNS, "" + SPAWNS).run().successful();
    print(SPAWNS + " spawns without", without);
    Outcome with = jvm().agent("").main(Storm.class, Storm.SPAWNS, "" + SPAWNS).run();
    assertThat(with).succeeded().saidNothing();
    print(SPAWNS + " spawns with", with);
    assertThat(sum(with)).isEqualTo(sum(without));
    assertFlat(with);
  }

  private static String sum(Outcome outcome) {
    List<String> lines = outcome.out().lines().filter(line -> line.startsWith("sum ")).toList();
    assertThat(lines).hasSize(1);
    return lines.get(0);
  }

  @Test
  void theJvmOutlivesEveryKillAndReportsEachOnce() throws Exception {
    Path grow = NativeProgram.build("grow", "storm");
    try (V1Group group = V1Group.create(LIMIT_MIB)) {
      JavaRun run = jvm().prepare(group.enter()).agent("");
      Outcome outcome = run.main(Storm.class, Storm.KILLS, "" + KILLS, grow.toString()).run();
      assertThat(outcome).succeeded();
      print(KILLS + " kills", outcome);
      assertThat(outcome)
          .out()
          .endsWith("\nkilled " + KILLS + ", echoed " + KILLS + ", complete true\n");
      // In a long run a pid may come twice.
      assertThat(outcome.err().lines().map(StormIT::pid))
          .containsExactlyInAnyOrderElementsOf(
              outcome
                  .out()
                  .lines()
                  .filter(line -> line.startsWith(PID))
                  .map(StormIT::rest)
                  .toList());
      assertThat(group.oomKills()).isEqualTo(KILLS);
      assertFlat(outcome);
    }
  }

  private static String rest(String line) {
    return line.substring(PID.length());
  }

  private static String pid(String report) {
    Matcher matcher = REPORT.matcher(report);
    assertThat(matcher.matches()).as(report).isTrue();
    return matcher.group(1);
  }
}
