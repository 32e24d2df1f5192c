package ai.openclaw.oom.it.serve;

import ai.openclaw.oom.it.Ci;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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

  private static final Pattern KILLED =
      Pattern.compile("The kernel killed ([^:;]+?) (\\d+)(?: of [^:;]+)?: badness");

  private final ChromeDriver driver;
  private String axe;

  /** A row of the table of processes. */
  record Row(long pid, String name, int scoreAdj, boolean victim) {}

  ServePage(String address) {
    Path browser = needed("chromium");
    Path chromedriver = needed("chromedriver");
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
        "--window-size=1280,900");
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

  /** Where it can be found, or a skip that says what is missing. */
  static Path needed(String program) {
    Optional<Path> found =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .map(folder -> Path.of(folder, program))
            .filter(Files::isExecutable)
            .findFirst();
    Ci.orSkip(found.isPresent(), "the gateway's page: " + program + " is missing");
    return found.orElseThrow();
  }

  WebElement find(String css) {
    return driver.findElement(By.cssSelector(css));
  }

  /** Whether there is something that can be seen. */
  boolean shows(String css) {
    return driver.findElements(By.cssSelector(css)).stream().anyMatch(WebElement::isDisplayed);
  }

  String text(String css) {
    return find(css).getDomProperty("textContent");
  }

  void await(String what, BooleanSupplier condition) {
    new WebDriverWait(driver, PATIENCE)
        .withMessage(() -> what + "; the page says: " + find("body").getText())
        .until(page -> condition.getAsBoolean());
  }

  /** Starts a child by its button, if it does not run. */
  void start(String kind) {
    String state = "[data-kind=" + kind + "] .state";
    await(
        "children can be started",
        () -> find(".switch").isDisplayed() && find(".switch").isEnabled());
    if (!text(state).startsWith("running")) {
      find("[data-kind=" + kind + "] .switch").click();
      await(kind + " is started", () -> text(state).startsWith("running"));
    }
  }

  List<Row> rows() {
    List<?> rows =
        (List<?>)
            driver.executeScript(
                "return [...document.querySelectorAll('.rows tr[data-pid]')].map(row => ({"
                    + "pid: Number(row.dataset.pid), name: row.dataset.name,"
                    + "adj: Number(row.dataset.adj),"
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
    await("it can be pressed", () -> find("#pressure").isEnabled());
    find("#pressure").sendKeys(Keys.ENTER);
  }

  /** Those whom the kernel has killed, name and pid, as the log tells. */
  List<Killed> killed() {
    return KILLED
        .matcher(text(".log"))
        .results()
        .map(kill -> new Killed(kill.group(1), Long.parseLong(kill.group(2))))
        .toList();
  }

  /** Whom the kernel has killed. */
  record Killed(String name, long pid) {}

  /** The numbers of the sessions that are connected, in their order. */
  List<String> sessions() {
    return driver.findElements(By.cssSelector(".chips li[data-session]:not(.dropped)")).stream()
        .map(session -> session.getDomAttribute("data-session"))
        .toList();
  }

  /** How many heartbeats the gateway has answered in the session that has answered fewest. */
  long heartbeats() {
    return driver.findElements(By.cssSelector(".chips li")).stream()
        .mapToLong(session -> Long.parseLong("0" + session.getDomAttribute("data-echo")))
        .min()
        .orElse(0);
  }

  long number(String script) {
    return ((Number) driver.executeScript("return " + script)).longValue();
  }

  /** Makes the view as large as on some device, in CSS pixels. */
  void resize(int width, int height) {
    driver.manage().window().setSize(new Dimension(width, height));
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    driver.executeCdpCommand("Emulation.setScrollbarsHidden", Map.of("hidden", true));
  }

  /** Sets the theme that the user prefers: light or dark. */
  void theme(String theme) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", theme))));
  }

  /** What is done with the page as it is seen on some device. */
  interface Look {
    /**
     * @param device phone or desktop
     * @param theme dark or light
     */
    void at(String device, String theme) throws IOException;
  }

  /** On each device, in both themes. The page is a desktop's in the light again after. */
  void eachWay(Look look) throws IOException {
    for (String theme : List.of("dark", "light")) {
      theme(theme);
      resize(390, 844);
      look.at("phone", theme);
      resize(1280, 900);
      look.at("desktop", theme);
    }
  }

  /** A picture of what is seen, or of the whole page. */
  byte[] picture(boolean whole) {
    Map<String, Object> options = new HashMap<>(Map.of("format", "png"));
    if (whole) {
      // What sticks to the top would stick in the middle of the picture.
      driver.executeScript("scrollTo(0, 0)");
      long width = number("document.documentElement.clientWidth");
      long height = number("document.documentElement.scrollHeight");
      options.put("captureBeyondViewport", true);
      options.put("clip", Map.of("x", 0, "y", 0, "width", width, "height", height, "scale", 1));
    }
    Object png = driver.executeCdpCommand("Page.captureScreenshot", options).get("data");
    return Base64.getDecoder().decode((String) png);
  }

  /** What axe finds that is worse than minor, a line each. */
  List<String> barriers() throws IOException {
    if (axe == null) {
      try (InputStream script = ServePage.class.getResourceAsStream("/axe.min.js")) {
        axe = new String(script.readAllBytes(), StandardCharsets.UTF_8);
      }
    }
    // What still fades in has not its colours yet.
    driver.executeScript("document.getAnimations().forEach(one => one.finish());" + axe);
    Object found =
        driver.executeAsyncScript(
            "const done = arguments[0]; axe.run().then(result => done(result.violations"
                + ".filter(one => one.impact !== 'minor').map(one => one.impact + ' ' + one.id + ': '"
                + " + one.nodes.map(node => node.html).join(' | '))), why => done([String(why)]))");
    return ((List<?>) found).stream().map(String.class::cast).toList();
  }

  /** Controls that are seen, and smaller than a finger: 44 by 44 px. */
  List<String> smallTargets() {
    Object small =
        driver.executeScript(
            "return [...document.querySelectorAll('button, select, input')].filter(one => {"
                + "const box = one.getBoundingClientRect();"
                + "return box.width > 0 && (box.width < 44 || box.height < 44)"
                + "}).map(one => one.outerHTML)");
    return ((List<?>) small).stream().map(String.class::cast).toList();
  }

  @Override
  public void close() {
    driver.quit();
  }
}
