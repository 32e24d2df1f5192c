package ai.openclaw.oom.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What is claimed of a JVM that has had more children than others: what it takes does not grow with
 * their number, and each that the kernel has killed is told of once.
 *
 * @param what names it where its figures are printed
 */
record Endurance(String what, Outcome outcome) {
  private static final String PID = "pid ";

  private static final Pattern REPORT =
      Pattern.compile(
          "\\[openclaw-oom] child (\\d+) \\(sh, oom_score_adj (?:1000|not read)\\) ended by SIGKILL .*");

  static JavaRun jvm() {
    return new JavaRun(Jdks.running()).options("-Xms64m", "-Xmx64m", "-XX:+AlwaysPreTouch");
  }

  void print() {
    lines().filter(line -> !line.startsWith(PID)).forEach(this::print);
  }

  void print(String line) {
    System.out.println("storm: " + what + ": " + line);
  }

  /**
   * What it may take more in the end than after a fifth of the way, far below one per child.
   *
   * @param threads that may wait for children a minute more: as many as there were children at once
   */
  void assertFlat(int threads) {
    assertThat(number("late", "zombies")).isZero();
    assertGrowth("threads", threads);
    assertGrowth("descriptors", 4);
    assertGrowth("heap", 2048);
    assertGrowth("metaspace", 1024);
    assertGrowth("rss", 24 << 10);
  }

  private void assertGrowth(String quantity, long most) {
    assertThat(number("late", quantity))
        .as(() -> quantity + " of " + outcome)
        .isLessThanOrEqualTo(number("early", quantity) + most);
  }

  private long number(String when, String quantity) {
    Matcher line =
        Pattern.compile("(?m)^" + when + " .*\\b" + quantity + "=(\\d+)").matcher(outcome.out());
    assertThat(line.find()).as(() -> when + " " + quantity + " of " + outcome).isTrue();
    return Long.parseLong(line.group(1));
  }

  /** And nothing else is on stderr. In a long run a pid may come twice. */
  void assertKillsAreReported() {
    assertThat(outcome.err().lines().map(Endurance::pid))
        .containsExactlyInAnyOrderElementsOf(doomed());
  }

  private static String pid(String report) {
    Matcher matcher = REPORT.matcher(report);
    assertThat(matcher.matches()).as(report).isTrue();
    return matcher.group(1);
  }

  /** The pids of those who grew until they were killed. */
  List<String> doomed() {
    return lines()
        .filter(line -> line.startsWith(PID))
        .map(line -> line.substring(PID.length()))
        .toList();
  }

  Stream<String> lines() {
    return outcome.out().lines();
  }
}
