package ai.openclaw.oom.it.serve;

import ai.openclaw.oom.it.Ci;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The page in a real browser. */
final class ServePage implements AutoCloseable {
  /** Only guards against a hang. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** It warns that its DevTools bindings are older than the browser; none of them is used. */
  private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

  private static final Pattern MISSING =
      Pattern.compile("(?:since: |, )([^,:(]+) \\(pid (\\d+), \\d+ MB, oom_score_adj (-?\\d+)\\)");

  private final ChromeDriver driver;

  /** A row of the table of processes. */
  record Row(long pid, String name, int scoreAdj, boolean victim) {}

  ServePage(Path browser, Path chromedriver, String address) {
    SELENIUM.setLevel(Level.SEVERE);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(browser.toFile());
    options.addArguments(
        "--headless",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--window-size=1200,900");
    if (Ci.isRoot()) {
      options.addArguments("--no-sandbox");
    }
    driver =
        new ChromeDriver(
            new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver.toFile())
                .usingAnyFreePort()
                .build(),
            options);
    driver.get(address);
  }

  WebElement find(String css) {
    return driver.findElement(By.cssSelector(css));
  }

  String text(String css) {
    return find(css).getDomProperty("textContent");
  }

  void await(String what, BooleanSupplier condition) {
    new WebDriverWait(driver, PATIENCE)
        .withMessage(() -> what + "; the log says: " + text("#log") + "; " + rows())
        .until(page -> condition.getAsBoolean());
  }

  /** Starts a child by its button, if it does not run. */
  void start(String kind) {
    String state = "[data-kind=" + kind + "] .state";
    if (!text(state).startsWith("running")) {
      find("[data-kind=" + kind + "] .switch").click();
      await(kind + " is started", () -> text(state).startsWith("running"));
    }
  }

  List<Row> rows() {
    List<?> rows =
        (List<?>)
            driver.executeScript(
                "return [...document.querySelectorAll('#rows tr')].map(row => ({"
                    + "pid: Number(row.cells[0].textContent),"
                    + "name: row.cells[1].firstChild.textContent,"
                    + "adj: Number(row.cells[3].textContent),"
                    + "victim: row.classList.contains('victim')}))");
    return rows.stream().map(row -> row((Map<?, ?>) row)).toList();
  }

  private static Row row(Map<?, ?> row) {
    return new Row(
        ((Number) row.get("pid")).longValue(),
        (String) row.get("name"),
        ((Number) row.get("adj")).intValue(),
        (Boolean) row.get("victim"));
  }

  List<Row> rows(String name) {
    return rows().stream().filter(row -> row.name().startsWith(name)).toList();
  }

  /** Lets a child of a kind take memory until the kernel kills. */
  void press(String kind) {
    new Select(find("#grower")).selectByValue(kind);
    find("#pressure").sendKeys(Keys.ENTER);
  }

  /** The memory group's count of kills. */
  long kills() {
    return Long.parseLong(text("#kills"));
  }

  /** All processes that the log misses since a kill, as they were seen last. */
  List<Row> missing() {
    return MISSING
        .matcher(text("#log"))
        .results()
        .map(
            miss ->
                new Row(
                    Long.parseLong(miss.group(2)),
                    miss.group(1),
                    Integer.parseInt(miss.group(3)),
                    true))
        .toList();
  }

  /** The numbers of the sessions that are connected, in their order. */
  List<String> sessions() {
    return driver.findElements(By.cssSelector("#session-list li:not(.dropped)")).stream()
        .map(session -> session.getDomAttribute("data-session"))
        .toList();
  }

  /** How many heartbeats the gateway has answered in the session that has answered fewest. */
  long heartbeats() {
    return driver.findElements(By.cssSelector("#session-list li")).stream()
        .mapToLong(session -> Long.parseLong("0" + session.getDomAttribute("data-echo")))
        .min()
        .orElse(0);
  }

  long number(String script) {
    return ((Number) driver.executeScript("return " + script)).longValue();
  }

  /** Saves a picture of the whole page at a width in CSS pixels. */
  void picture(int width, Path file) throws IOException {
    driver.manage().window().setSize(new Dimension(width, 900));
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", width < 600));
    driver.executeCdpCommand("Emulation.setScrollbarsHidden", Map.of("hidden", true));
    long height = number("document.documentElement.scrollHeight");
    Map<String, Object> clip = Map.of("x", 0, "y", 0, "width", width, "height", height, "scale", 1);
    Map<String, Object> whole =
        Map.of("format", "png", "captureBeyondViewport", true, "clip", clip);
    Object png = driver.executeCdpCommand("Page.captureScreenshot", whole).get("data");
    Files.write(file, Base64.getDecoder().decode((String) png));
  }

  @Override
  public void close() {
    driver.quit();
  }
}
