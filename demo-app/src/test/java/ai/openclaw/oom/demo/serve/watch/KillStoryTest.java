package ai.openclaw.oom.demo.serve.watch;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.demo.process.GuardKill;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KillStoryTest {
  private static final ProcessRow GATEWAY = row(1, 0, "gateway", 588);
  private static final ProcessRow WORKER = row(2, 1, "worker", 1278);
  private static final ProcessRow BROWSER = row(3, 1, "chromium", 1200);
  private static final ProcessRow ZYGOTE = row(4, 3, "chromium zygote", 1100);
  private static final ProcessRow RENDERER = row(5, 4, "chromium renderer", 1500);

  private final KillStory story = new KillStory(1, 3);

  @Test
  void tellsWhomTheKernelTookAndWhatItHeldAgainstIt() {
    assertThat(story.look(table(GATEWAY, WORKER), 3, 5)).isEmpty();
    assertThat(story.look(table(GATEWAY), 4, 5))
        .hasValue(
            new KillStory.Kill(
                false,
                "The kernel killed worker 2: badness 1,278 MB when last seen, against the gateway's"
                    + " 588; 5 of 5 sessions kept. (The group's counter rose from 3 to 4.)",
                "worker",
                5,
                5));
    assertThat(story.look(table(GATEWAY), 4, 5)).isEmpty();
  }

  @Test
  void waitsForAVictimThatIsStillThere() {
    story.look(table(GATEWAY, WORKER), 3, 5);
    assertThat(story.look(table(GATEWAY, WORKER), 4, 5)).isEmpty();
    assertThat(story.look(table(GATEWAY), 4, 4))
        .hasValueSatisfying(
            kill -> {
              assertThat(kill.kept()).isEqualTo(4);
              assertThat(kill.of()).isEqualTo(5);
            });
  }

  @Test
  void tellsWhoWasChosenAndWhoOnlyFollowed() {
    story.look(table(GATEWAY, WORKER, BROWSER, ZYGOTE), 3, 0);
    assertThat(text(table(GATEWAY), 4))
        .contains(
            "killed worker 2:", "Gone as well: chromium 3 and chromium zygote 4 of chromium 3.")
        .doesNotContain("followed");
    KillStory other = new KillStory(1, 0);
    other.look(table(GATEWAY, BROWSER, ZYGOTE), 0, 0);
    assertThat(other.look(table(GATEWAY), 1, 0).orElseThrow().text())
        .contains(
            "killed chromium 3:", "not chosen, but followed: chromium zygote 4 of chromium 3.");
  }

  @Test
  void namesTheBrowserOfARenderer() {
    story.look(table(GATEWAY, BROWSER, ZYGOTE, RENDERER), 3, 0);
    assertThat(text(table(GATEWAY, BROWSER, ZYGOTE), 4))
        .startsWith("The kernel killed chromium renderer 5 of chromium 3: badness 1,500 MB");
  }

  @Test
  void twoKillsAreTwoChoices() {
    story.look(table(GATEWAY, WORKER, BROWSER), 3, 0);
    assertThat(text(table(GATEWAY), 5))
        .startsWith("The kernel killed worker 2 and chromium 3: badness 1,278, 1,200 MB")
        .endsWith("from 3 to 5.)");
  }

  @Test
  void doesNotWaitForeverForWhoWasNeverSeen() {
    story.look(table(GATEWAY), 3, 0);
    assertThat(IntStream.range(0, 20).mapToObj(look -> story.look(table(GATEWAY), 4, 0)))
        .filteredOn(kill -> kill.isPresent())
        .singleElement()
        .satisfies(kill -> assertThat(kill.orElseThrow().victim()).isEmpty());
  }

  @Test
  void aProcessThatJustEndsIsNoKill() {
    story.look(table(GATEWAY, WORKER), 3, 5);
    assertThat(story.look(table(GATEWAY), 3, 5)).isEmpty();
  }

  @Test
  void tellsWhomTheGuardTookAndDoesNotTakeItForTheKernels() {
    story.look(table(GATEWAY, WORKER, BROWSER), 3, 5);
    assertThat(story.tell(new GuardKill(2, "java", 437, 15, 1024, 1044), 3, 5))
        .isEqualTo(
            new KillStory.Kill(
                true,
                "The guard killed worker 2: it held 437 MB, and the group had 15 MB left of 1,024"
                    + " and lost 1,044 MB/s; 5 of 5 sessions kept. (The group's counter is at 3.)",
                "worker",
                5,
                5));
    assertThat(text(table(GATEWAY), 4)).startsWith("The kernel killed chromium 3: ");
  }

  @Test
  void namesAVictimOfTheGuardsThatWasMissedBefore() {
    story.look(table(GATEWAY, BROWSER, RENDERER, ZYGOTE), 3, 0);
    assertThat(story.look(table(GATEWAY, BROWSER, ZYGOTE), 3, 0)).isEmpty();
    story.look(table(GATEWAY, BROWSER, ZYGOTE), 3, 0);
    assertThat(story.tell(new GuardKill(5, "chromium", 300, 15, 1024, 40), 3, 0).text())
        .startsWith("The guard killed chromium renderer 5 of chromium 3: it held 300 MB");
    assertThat(story.tell(new GuardKill(99, "sh", 30, 15, 1024, 40), 3, 0).text())
        .startsWith("The guard killed sh 99: ");
  }

  private String text(ProcessTable now, long count) {
    return story.look(now, count, 0).orElseThrow().text();
  }

  private static ProcessTable table(ProcessRow... rows) {
    return new ProcessTable(List.of(rows));
  }

  private static ProcessRow row(long pid, long parent, String name, long badnessMb) {
    return new ProcessRow(pid, parent, name, 40_960, 0, 0, badnessMb << 10);
  }
}
