package ai.openclaw.oom.it.serve;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.it.Ci;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.openqa.selenium.Keys;

/**
 * Two gateways under the same pressure, one without the agent, behind one page. Its pictures make
 * the recording {@code it-tests/target/serve/compare.png}.
 */
@Isolated
class CompareIT {
  private static final String WITHOUT = ".side[data-agent=off] ";
  private static final String WITH = ".side[data-agent=on] ";
  private static final long MOST_BYTES = 1 << 20;

  @Test
  void oneGatewayDiesWithItsSessionsAndTheOtherLives() throws IOException {
    ServePage.needed("chromium");
    ServePage.needed("chromedriver");
    try (ServeRun serve = new ServeRun("--compare")) {
      Ci.orSkip(serve.grouped(), "two gateways: a memory group is missing");
      try (ServePage page = new ServePage(serve.address())) {
        before(page);
        Animation recording = new Animation();
        press(page, recording);
        after(page);
        recording.add(page.picture(false), 6000);
        Path file = Pictures.save("compare", recording.bytes());
        assertThat(Files.size(file)).isLessThan(MOST_BYTES);
        Pictures.of(page, "compare-after");
      }
      assertThat(serve.line("As promised: ")).startsWith("without the agent the kernel killed");
      assertThat(serve.end()).isZero();
    }
  }

  private static void before(ServePage page) throws IOException {
    page.await("all sessions are open", () -> page.sessions().size() == 10);
    page.await("children can be started", () -> page.find("[data-both=mcp]").isEnabled());
    page.find("[data-both=mcp]").sendKeys(Keys.ENTER);
    page.find("[data-both=shell]").sendKeys(Keys.ENTER);
    page.await("the children run", () -> page.rows("bash").size() == 2);
    page.await("the ranking shows them", () -> page.rows("mcp-server").size() == 2);
    assertThat(page.text(WITHOUT + ".badge")).isEqualTo("agent: off");
    assertThat(page.text(WITH + ".badge")).isEqualTo("agent: on, children at 1000");
    page.await("the gateway is next", () -> page.text(WITHOUT + ".victim").startsWith("gateway"));
    page.await("a child is next", () -> page.text(WITH + ".victim").startsWith("mcp-server"));
    Access.check(page, "before a kill");
    Pictures.of(page, "compare-before");
  }

  /** The same button presses both; how far it has come is seen, and it cannot be pressed twice. */
  private static void press(ServePage page, Animation recording) throws IOException {
    recording.add(page.picture(false), 2000);
    page.await("it can be pressed", () -> page.find("#pressure").isEnabled());
    page.find("#pressure").sendKeys(Keys.ENTER);
    page.await(
        "both grow",
        () -> page.text("#pressure-state").matches("growing… \\d+ and \\d+ of 1,024 MB"));
    assertThat(page.find("#pressure").isEnabled()).isFalse();
    assertThat(page.find("#stop").isEnabled()).isTrue();
    int pictures = 0;
    long next = System.nanoTime();
    while (!page.shows("#verdict")) {
      if (System.nanoTime() - next >= 0) {
        recording.add(page.picture(false), 500);
        next = System.nanoTime() + 1_000_000_000L;
        if (++pictures == 5) {
          Pictures.save("compare-during-desktop-light", page.picture(true));
        }
      }
      page.await("each look", () -> true);
    }
  }

  private static void after(ServePage page) throws IOException {
    assertThat(page.find("#verdict").getDomAttribute("class")).isEqualTo("promised");
    page.await("the end is told", () -> page.shows(WITHOUT + ".fate.lost"));
    assertThat(page.text(WITHOUT + ".fate"))
        .startsWith("The kernel killed the gateway. 5 of 5 sessions lost.")
        .containsPattern("Exit code 137; the group's counter rose from 0 to [1-9]");
    page.await("the kill is told", () -> page.shows(WITH + ".fate.spared"));
    assertThat(page.text(WITH + ".fate"))
        .startsWith("The gateway lives.")
        .contains("The kernel killed worker ")
        .contains("5 of 5 sessions kept.");
    assertThat(page.sessions()).hasSize(5);
    page.await("another worker runs", () -> page.rows("worker").size() == 1);
    Access.check(page, "after a kill");
  }
}
