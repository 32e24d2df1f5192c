package ai.openclaw.oom.lib;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Playwright, which starts its driver's Node and lets that start the browser; the argument is the
 * floor to wait for, see {@link Tree}.
 */
public final class Playwrights {

  private Playwrights() {}

  public static void main(String[] args) throws InterruptedException {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    Playwright.CreateOptions options = new Playwright.CreateOptions().setEnv(environment);
    try (Playwright playwright = Playwright.create(options)) {
      try (Browser browser = playwright.chromium().launch(launch(Chromium.PROGRAM))) {
        Page page = browser.newPage();
        page.navigate(Chromium.PAGE);
        Driver.says("title", page::title);
        Driver.says("text", () -> page.textContent("#p"));
        Tree.print(Integer.parseInt(args[0]));
      }
      Driver.says("missing", () -> firstLine(playwright));
    }
  }

  private static LaunchOptions launch(Path program) {
    return new LaunchOptions()
        .setExecutablePath(program)
        .setHeadless(true)
        .setArgs(Chromium.arguments());
  }

  private static String firstLine(Playwright playwright) {
    try {
      playwright.chromium().launch(launch(Path.of("/no/such/browser"))).close();
      return "started";
    } catch (RuntimeException e) {
      return e.getClass() + " " + e.getMessage().lines().limit(2).toList();
    }
  }
}
