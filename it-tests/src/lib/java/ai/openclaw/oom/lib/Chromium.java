package ai.openclaw.oom.lib;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How the drivers of browsers start Debian's Chromium. */
final class Chromium {

  static final Path PROGRAM = Path.of("/usr/bin/chromium");

  static final String PAGE = "data:text/html,<title>a title</title><p id=p>some text</p>";

  private Chromium() {}

  /** Without the sandbox, which root cannot have; and nothing that looks for the outside world. */
  static List<String> arguments() {
    return List.of(
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync");
  }

  static Path emptyProfile() throws IOException {
    return Files.createTempDirectory(Path.of(".").toAbsolutePath().normalize(), "profile");
  }
}
