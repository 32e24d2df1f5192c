package ai.openclaw.oom.it.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import ai.openclaw.oom.it.Ci;
import ai.openclaw.oom.it.Places;
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
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.Select;

/** The gateway of the demo, used through its page as a user does. */
class DemoServeIT {
  private static final int TARGET = 1000;
  private static final int FLOOR = 910;
  private static final int SESSIONS = 5;
  private static final List<String> KINDS = List.of("worker", "shell", "mcp", "browser");

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
      assertEquals(TARGET, row.scoreAdj(), row::toString);
      assertEquals(TARGET, kernelsScore(row.pid()), row::toString);
    }
    Row gateway = page.rows("gateway").get(0);
    assertEquals(kernelsScore(ProcessHandle.current().pid()), gateway.scoreAdj());
    assertEquals(gateway.scoreAdj(), kernelsScore(gateway.pid()));
    assertFalse(gateway.victim());
    assertEquals(1, page.rows().stream().filter(Row::victim).count());
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
    assertEquals(TARGET, page.rows("sleep").get(0).scoreAdj());
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
  void underPressureAChildDiesAndAllSessionsLive() throws IOException {
    if (!serve.grouped()) {
      missing("a memory group");
    }
    KINDS.forEach(page::start);
    page.await("a picture is shown", () -> pictureWidth() == 800);
    awaitHeldBrowser();
    List<String> sessions = page.sessions();
    long gateway = page.rows("gateway").get(0).pid();
    long before = Long.parseLong(page.text("#kills"));
    page.find("#pressure").click();
    page.await("the kernel kills", () -> Long.parseLong(page.text("#kills")) > before);
    page.await(
        "the growing child is killed", () -> page.text("#pressure-state").contains("code 137"));
    page.await("the victim is named", () -> page.text("#log").contains("Missing since: "));
    assertTrue(page.text("#log").contains("OOM kill: the kernel's counter rose"));
    long heartbeats = page.heartbeats();
    page.await("all sessions go on", () -> page.heartbeats() > heartbeats + 1);
    assertEquals(sessions, page.sessions());
    assertEquals("0", page.text("#session-drops"));
    assertEquals(gateway, page.rows("gateway").get(0).pid());
    Path pictures = Files.createDirectories(Places.REPOSITORY.resolve("it-tests/target/serve"));
    page.picture(1200, pictures.resolve("wide.png"));
    page.picture(390, pictures.resolve("phone.png"));
    page.picture(360, pictures.resolve("small-phone.png"));
    assertEquals(360, page.number("document.documentElement.scrollWidth"), "fits a small phone");
  }

  @Test
  void strangersAreRefused() {
    String session = serve.address().replace("http:", "ws:").replace("#", "session?key=");
    assertEquals(101, statusOf(session, "http://" + URI.create(session).getAuthority()));
    assertEquals(403, statusOf(session + "0", null));
    assertEquals(403, statusOf(session, "http://site.example"));
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
      assertFalse(free.grouped());
      its.await("it says so", () -> its.text("#pressure-state").startsWith("No memory group"));
      assertFalse(its.find("#pressure").isEnabled());
      its.start("worker");
      its.await("the worker is in the table", () -> !its.rows("worker").isEmpty());
      assertEquals(TARGET, its.rows("worker").get(0).scoreAdj());
    }
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
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseGet(() -> missing(program));
  }

  private static Path missing(String what) {
    if (Ci.isCi()) {
      return fail(what + " is missing, and CI leaves nothing out");
    }
    return abort(what + " is missing");
  }
}
