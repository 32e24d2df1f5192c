package ai.openclaw.oom.it.serve;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.it.Ci;
import ai.openclaw.oom.it.Score;
import ai.openclaw.oom.it.Tool;
import ai.openclaw.oom.it.serve.ServePage.Row;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.Select;

/** The gateway of the demo, used through its page as a user does. */
@Isolated
class DemoServeIT {
  private static final int FLOOR = 910;
  private static final int SESSIONS = 5;
  private static final List<String> KINDS = List.of("worker", "shell", "mcp", "browser");
  private static final Set<String> OWN =
      Set.of("gateway", "worker", "bash", "mcp-server", "chromium");

  private static ServeRun serve;
  private static ServePage page;

  @BeforeAll
  static void open() throws IOException {
    ServePage.needed("chromium");
    ServePage.needed("chromedriver");
    serve = new ServeRun();
    page = new ServePage(serve.address());
    page.await("all sessions are open", () -> page.sessions().size() == SESSIONS);
  }

  @AfterAll
  static void close() throws IOException {
    if (page != null) {
      page.close();
    }
    if (serve != null) {
      serve.close();
    }
  }

  @Test
  void everyKindOfChildIsRaisedAndTheGatewayIsNot() throws IOException {
    KINDS.forEach(page::start);
    awaitHeldBrowser();
    for (String name : List.of("worker", "mcp-server", "bash")) {
      Row row = page.rows(name).get(0);
      assertThat(row.scoreAdj()).as(row::toString).isEqualTo(Score.TARGET);
      assertThat(kernelsScore(row.pid())).as(row::toString).isEqualTo(Score.TARGET);
    }
    Row gateway = page.rows("gateway").get(0);
    assertThat(gateway.scoreAdj()).isEqualTo(Score.OWN);
    assertThat(kernelsScore(gateway.pid())).isEqualTo(Score.OWN);
    assertThat(gateway.victim()).isFalse();
    assertThat(page.rows()).filteredOn(Row::victim).hasSize(1);
  }

  @Test
  void theShellTakesWhatIsTyped() {
    page.start("shell");
    WebElement keys = page.find("#keys");
    keys.sendKeys("echo a$((6*7))b", Keys.ENTER);
    page.await("the shell answers", () -> count("a42b") == 1);
    keys.sendKeys(Keys.ARROW_UP, Keys.ENTER);
    page.await("arrow up brings the last line back", () -> count("a42b") == 2);
    keys.sendKeys("sleep 1000", Keys.ENTER);
    page.await("sleep runs", () -> page.rows("sleep").size() == 1);
    assertThat(page.rows("sleep").get(0).scoreAdj()).isEqualTo(Score.TARGET);
    keys.sendKeys(Keys.chord(Keys.CONTROL, "c"));
    keys.sendKeys("echo was $?.", Keys.ENTER);
    page.await("Ctrl-C interrupted it", () -> count("was 130.") == 1);
  }

  @Test
  void theToolsOfTheMcpServerCanBeCalled() {
    page.start("mcp");
    page.await("the tools are listed", () -> tools().size() == 3);
    Select tool = new Select(page.find("#mcp-tool"));
    tool.selectByVisibleText("add");
    page.find("#mcp-arguments [name=a]").sendKeys("20");
    page.find("#mcp-arguments [name=b]").sendKeys("22", Keys.ENTER);
    page.await("add answers", () -> page.text("#mcp-output").contains("add → 42"));
    tool.selectByVisibleText("own_score");
    page.find("#mcp-call button").click();
    page.await("own_score answers", () -> page.text("#mcp-output").contains("adj 1000"));
  }

  @Test
  void theBrowserShowsAPicture() {
    page.start("browser");
    page.await("a picture is shown", () -> pictureWidth() == 800);
  }

  @Test
  void theWorkerIsStartedAgainAfterItsEndUnlessThePageEndedIt() {
    page.start("worker");
    long first = page.rows("worker").get(0).pid();
    ProcessHandle.of(first).orElseThrow().destroyForcibly();
    page.await(
        "another worker runs",
        () -> page.rows("worker").stream().anyMatch(row -> row.pid() != first));
    page.find("[data-kind=worker] .switch").click();
    page.await("it ends", () -> page.text("[data-kind=worker] .state").endsWith("by the page"));
    page.await("it is gone", () -> page.rows("worker").isEmpty());
  }

  @Test
  void aWorkerThatGrowsIsKilledAndAllElseLives() {
    Row victim = pressBy("worker", "worker");
    assertThat(victim.scoreAdj()).isEqualTo(Score.TARGET);
    String end = "worker ended, pid " + victim.pid() + ": exit code 137, killed";
    page.await("the kernel's SIGKILL is told", () -> page.text(".log").contains(end));
    page.await("another worker runs", () -> !page.rows("worker").isEmpty());
  }

  @Test
  void theRendererOfAPageThatGrowsIsKilledAndAllElseLives() throws IOException {
    Row victim = pressBy("browser", "chromium renderer");
    assertThat(victim.scoreAdj()).as(victim::toString).isGreaterThanOrEqualTo(FLOOR);
    page.await(
        "the browser tells of its renderer's end",
        () -> page.text("#browser-text").startsWith("The tab's renderer was killed"));
    assertThat(page.text("#shoot")).isEqualTo("Reload page");
    page.find("#shoot").click();
    page.await("the tab is revived", () -> page.text("#browser-text").isEmpty());
    assertThat(page.text("#shoot")).isEqualTo("Take a screenshot");
    awaitHeldBrowser();
    Access.check(page, "after a kill");
    Pictures.of(page, "serve-after");
    page.resize(360, 800);
    assertThat(page.number("document.documentElement.scrollWidth"))
        .as("fits a small phone")
        .isEqualTo(360);
    page.resize(1280, 900);
  }

  /** It is looked at while it is held up, as it would be over before all has been seen. */
  @Test
  void pressureCanBeLookedAtAndStoppedAndWhatWasTakenComesBack() throws IOException {
    Ci.orSkip(serve.grouped(), "the gateway's page: a memory group is missing");
    page.start("worker");
    String state = page.text("[data-kind=worker] .state");
    page.press("worker");
    page.await("it grows", () -> page.text("#pressure-state").startsWith("growing… "));
    String worker = Long.toString(page.rows("worker").get(0).pid());
    Tool.run("kill", "-STOP", worker);
    assertThat(page.find("#pressure").isEnabled()).isFalse();
    Access.check(page, "while it grows");
    Pictures.of(page, "serve-growing");
    assertThat(page.text("#pressure-state")).startsWith("growing… ");
    Tool.run("kill", "-CONT", worker);
    page.find("#stop").click();
    page.await("it can be pressed again", () -> page.find("#pressure").isEnabled());
    page.await("the log tells", () -> page.text(".log").contains("gives its memory back"));
    assertThat(page.text("[data-kind=worker] .state")).isEqualTo(state);
  }

  @Test
  void aWrongKeyIsToldFromAServerThatIsGone() throws IOException {
    String address = serve.address();
    try (ServePage its = new ServePage(address.substring(0, address.indexOf('#')) + "#wrong")) {
      its.await("it says so", () -> its.text("#connection").startsWith("This is not the server's"));
    }
    ServeRun ends = new ServeRun("--no-group");
    try (ServePage its = new ServePage(ends.address())) {
      its.await("it is connected", () -> its.text("#connection").equals("connected"));
      ends.close();
      its.await("it says so", () -> its.text("#connection").startsWith("The server has been stop"));
    }
  }

  @Test
  void withoutTheAgentAWorkerThatGrowsIsTheGatewaysEnd() throws IOException {
    try (ServeRun bare = new ServeRun("--no-agent");
        ServePage its = new ServePage(bare.address())) {
      Ci.orSkip(bare.grouped(), "the gateway's page: a memory group is missing");
      // Who grows is started by the pressure itself.
      KINDS.stream().filter(kind -> !kind.equals("worker")).forEach(its::start);
      its.await("a renderer runs", () -> !its.rows("chromium renderer").isEmpty());
      its.await("all sessions are open", () -> its.sessions().size() == SESSIONS);
      its.press("worker");
      its.await("all sessions drop", () -> its.sessions().isEmpty());
      its.await("it says why", () -> its.shows(".fate.lost"));
      assertThat(its.text(".fate"))
          .startsWith("The kernel killed the gateway. 5 of 5 sessions lost.")
          .containsPattern("Exit code 137; the group's counter rose from 0 to [1-9]")
          .contains("serve --compare");
      assertThat(its.text("#connection")).isEqualTo("The gateway is dead.");
      assertThat(its.text("[data-kind=shell] .state")).isEqualTo("gone with the gateway");
      assertThat(its.rows()).isEmpty();
      Access.check(its, "after the gateway's end");
      Pictures.of(its, "serve-no-agent-after");
      assertThat(bare.line("The gateway has ended: ")).isEqualTo("137");
    }
  }

  @Test
  void theGuardKillsBeforeTheKernelAndThePageShowsWhere() throws IOException {
    assertThat(page.shows(".guarded")).as("where there is no guard").isFalse();
    try (ServeRun guarded = new ServeRun("--guard");
        ServePage its = new ServePage(guarded.address())) {
      Ci.orSkip(guarded.grouped(), "the gateway's page: a memory group is missing");
      its.await("all sessions are open", () -> its.sessions().size() == SESSIONS);
      its.await("its threshold is drawn", () -> its.shows(".guarded"));
      assertThat(its.find(".plot").getDomAttribute("aria-label"))
          .endsWith("; the guard kills from 1008 MB on");
      its.press("worker");
      its.await("the kill is told", () -> its.shows(".fate.spared"));
      assertThat(its.text(".fate"))
          .startsWith("The gateway lives.The guard killed worker ")
          .contains("5 of 5 sessions kept. (The group's counter is at 0.)");
      assertThat(its.text(".log")).contains("The guard killed worker ");
      assertThat(its.killed()).as("by the kernel").isEmpty();
      assertThat(its.text(".kills")).isEqualTo("0");
      its.await("another worker runs", () -> !its.rows("worker").isEmpty());
      Access.check(its, "after a kill by the guard");
      Pictures.of(its, "serve-guard-after");
      assertThat(guarded.line("The guard killed worker ")).contains("5 of 5 sessions kept.");
    }
  }

  @Test
  void strangersAreRefused() {
    String session = serve.address().replace("http:", "ws:").replace("#", "live?key=");
    assertThat(statusOf(session, "http://" + URI.create(session).getAuthority())).isEqualTo(101);
    assertThat(statusOf(session + "0", null)).isEqualTo(403);
    assertThat(statusOf(session, "http://site.example")).isEqualTo(403);
  }

  private static int statusOf(String socket, String origin) {
    WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder();
    if (origin != null) {
      builder.header("Origin", origin);
    }
    try {
      builder.buildAsync(URI.create(socket), new WebSocket.Listener() {}).join().abort();
      return 101;
    } catch (CompletionException e) {
      return ((WebSocketHandshakeException) e.getCause()).getResponse().statusCode();
    }
  }

  @Test
  void withoutAMemoryGroupPressureIsSwitchedOff() throws IOException {
    try (ServeRun free = new ServeRun("--no-group");
        ServePage its = new ServePage(free.address())) {
      assertThat(free.grouped()).isFalse();
      its.await("it says so", () -> its.text("#pressure-state").startsWith("No memory group"));
      assertThat(its.find("#pressure").isEnabled()).isFalse();
      assertThat(its.find("#grower").isEnabled()).isFalse();
      its.await("no strangers' kills", () -> its.text(".kills").equals("not counted"));
      its.await("nobody is ranked", () -> its.text(".victim").equals("not known"));
      Access.check(its, "without a group");
      its.start("worker");
      its.await("the worker is in the table", () -> !its.rows("worker").isEmpty());
      assertThat(its.rows("worker").get(0).scoreAdj()).isEqualTo(Score.TARGET);
    }
  }

  /**
   * Lets a child grow, beside one of each kind, until the kernel kills a process of the given name.
   * All else must go on: the gateway, the sessions, the other children.
   *
   * @return the victim, as it was when it was last seen
   */
  private static Row pressBy(String kind, String name) {
    Ci.orSkip(serve.grouped(), "the gateway's page: a memory group is missing");
    KINDS.forEach(page::start);
    page.await("a picture is shown", () -> pictureWidth() == 800);
    awaitHeldBrowser();
    page.await("the children are in the table", () -> own().size() == OWN.size());
    Set<Long> others = own();
    List<String> sessions = page.sessions();
    List<Row> before = page.rows();
    int already = page.killed().size();
    page.press(kind);
    page.await("the kernel kills", () -> page.killed().size() > already);
    List<ServePage.Killed> killed = page.killed().subList(already, page.killed().size());
    assertThat(killed).extracting(ServePage.Killed::name).containsExactly(name);
    long pid = killed.get(0).pid();
    assertThat(before).as("pid %d was there", pid).extracting(Row::pid).contains(pid);
    Row victim = before.stream().filter(row -> row.pid() == pid).findFirst().orElseThrow();
    assertThat(page.text(".fate")).contains("5 of 5 sessions kept.");
    page.await("it is gone", () -> ProcessHandle.of(victim.pid()).isEmpty());
    long heartbeats = page.heartbeats();
    page.await("all sessions go on", () -> page.heartbeats() > heartbeats + 1);
    assertThat(page.sessions()).isEqualTo(sessions);
    assertThat(page.text(".session-drops")).isEqualTo("0");
    others.remove(victim.pid());
    assertThat(own()).as(() -> "now: " + page.rows()).containsAll(others);
    return victim;
  }

  /** The gateway, and what it started itself. */
  private static Set<Long> own() {
    return page.rows().stream()
        .filter(row -> OWN.contains(row.name()))
        .map(Row::pid)
        .collect(Collectors.toSet());
  }

  private static void awaitHeldBrowser() {
    page.await("the browser has a renderer", () -> !page.rows("chromium renderer").isEmpty());
    page.await(
        "Chromium's tree is held above the floor",
        () -> page.rows("chromium").stream().allMatch(row -> row.scoreAdj() >= FLOOR));
  }

  private static int count(String text) {
    return page.text("#terminal").split(text.replace(".", "\\."), -1).length - 1;
  }

  private static List<WebElement> tools() {
    return new Select(page.find("#mcp-tool")).getOptions();
  }

  private static long pictureWidth() {
    return page.number("document.getElementById('screenshot').naturalWidth");
  }

  private static int kernelsScore(long pid) throws IOException {
    return Integer.parseInt(Files.readString(Path.of("/proc/" + pid + "/oom_score_adj")).trim());
  }
}
