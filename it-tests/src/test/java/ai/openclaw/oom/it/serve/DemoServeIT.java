package ai.openclaw.oom.it.serve;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.it.Ci;
import ai.openclaw.oom.it.Places;
import ai.openclaw.oom.it.Score;
import ai.openclaw.oom.it.serve.ServePage.Row;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    Path browser = needed("chromium");
    Path driver = needed("chromedriver");
    serve = new ServeRun();
    page = new ServePage(browser, driver, serve.address());
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
    page.await("the kernel's SIGKILL is told", () -> page.text("#log").contains(end));
    page.await("another worker runs", () -> !page.rows("worker").isEmpty());
  }

  @Test
  void theRendererOfAPageThatGrowsIsKilledAndAllElseLives() throws IOException {
    Row victim = pressBy("browser", "chromium renderer");
    assertThat(victim.scoreAdj()).as(victim::toString).isGreaterThanOrEqualTo(FLOOR);
    page.await(
        "the browser tells of its renderer's end",
        () -> page.text("#browser-text").startsWith("The tab's renderer was killed"));
    page.find("#shoot").click();
    page.await("the tab is revived", () -> page.text("#browser-text").isEmpty());
    awaitHeldBrowser();
    Path pictures = Files.createDirectories(Places.REPOSITORY.resolve("it-tests/target/serve"));
    page.picture(1200, pictures.resolve("wide.png"));
    page.picture(390, pictures.resolve("phone.png"));
    page.picture(360, pictures.resolve("small-phone.png"));
    assertThat(page.number("document.documentElement.scrollWidth"))
        .as("fits a small phone")
        .isEqualTo(360);
  }

  @Test
  void withoutTheAgentAWorkerThatGrowsIsTheGatewaysEnd() throws IOException {
    try (ServeRun bare = new ServeRun("--no-agent");
        ServePage its = new ServePage(needed("chromium"), needed("chromedriver"), bare.address())) {
      Ci.orSkip(bare.grouped(), "the gateway's page: a memory group is missing");
      // Who grows is started by the pressure itself.
      KINDS.stream().filter(kind -> !kind.equals("worker")).forEach(its::start);
      its.await("a renderer runs", () -> !its.rows("chromium renderer").isEmpty());
      its.await("all sessions are open", () -> its.sessions().size() == SESSIONS);
      its.press("worker");
      its.await("all sessions drop", () -> its.sessions().isEmpty());
      assertThat(its.text("#connection")).startsWith("The gateway is gone");
      assertThat(bare.line("The gateway has ended: ")).isEqualTo("137");
    }
  }

  @Test
  void strangersAreRefused() {
    String session = serve.address().replace("http:", "ws:").replace("#", "session?key=");
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
        ServePage its = new ServePage(needed("chromium"), needed("chromedriver"), free.address())) {
      assertThat(free.grouped()).isFalse();
      its.await("it says so", () -> its.text("#pressure-state").startsWith("No memory group"));
      assertThat(its.find("#pressure").isEnabled()).isFalse();
      assertThat(its.find("#grower").isEnabled()).isFalse();
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
    long kills = page.kills();
    int already = page.missing().size();
    page.press(kind);
    page.await("the kernel kills", () -> page.kills() > kills);
    page.await("the victim is named", () -> page.missing().size() > already);
    List<Row> victims = page.missing().subList(already, page.missing().size());
    assertThat(victims).extracting(Row::name).containsExactly(name);
    Row victim = victims.get(0);
    page.await("it is gone", () -> ProcessHandle.of(victim.pid()).isEmpty());
    long heartbeats = page.heartbeats();
    page.await("all sessions go on", () -> page.heartbeats() > heartbeats + 1);
    assertThat(page.sessions()).isEqualTo(sessions);
    assertThat(page.text("#session-drops")).isEqualTo("0");
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

  private static Path needed(String program) {
    Optional<Path> found =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .map(folder -> Path.of(folder, program))
            .filter(Files::isExecutable)
            .findFirst();
    Ci.orSkip(found.isPresent(), "the gateway's page: " + program + " is missing");
    return found.orElseThrow();
  }
}
