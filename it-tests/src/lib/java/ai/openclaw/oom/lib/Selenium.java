package ai.openclaw.oom.lib;

import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeOptions;

/** Selenium with Debian's chromedriver; the argument is the floor to wait for, see {@link Tree}. */
public final class Selenium {

  private Selenium() {}

  public static void main(String[] args) throws Exception {
    System.setProperty("webdriver.chrome.driver", "/usr/bin/chromedriver");
    ChromeOptions options = new ChromeOptions();
    options.setBinary(Chromium.PROGRAM.toFile());
    options.addArguments(Chromium.arguments());
    options.addArguments("--headless=new", "--user-data-dir=" + Chromium.emptyProfile());
    ChromeDriver driver = new ChromeDriver(options);
    try {
      driver.get(Chromium.PAGE);
      Driver.says("title", driver::getTitle);
      Driver.says("text", () -> driver.findElement(By.id("p")).getText());
      Tree.print(Integer.parseInt(args[0]));
    } finally {
      driver.quit();
    }
    System.setProperty("webdriver.chrome.driver", "/no/such/chromedriver");
    Driver.says("missing", () -> firstLine(() -> new ChromeDriver(options)));
  }

  /** The rest of such a message tells of this machine. */
  private static String firstLine(Runnable start) {
    try {
      start.run();
      return "started";
    } catch (RuntimeException e) {
      return e.getClass() + " " + e.getMessage().lines().findFirst().orElse("");
    }
  }
}
