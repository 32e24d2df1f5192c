package ai.openclaw.oom;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** What a test needs of the machine that it runs on. */
public final class Needs {
  private Needs() {}

  /** Skips the test where something is missing, and says what; in CI that is a failure. */
  public static void that(boolean isThere, String what) {
    if (!isThere) {
      System.out.println("Skipped, missing: " + what);
      if ("true".equals(System.getenv("CI"))) {
        fail("missing in CI: " + what);
      }
      Assumptions.abort("missing: " + what);
    }
  }

  /** The same for root, with what it is needed for. */
  public static void root(String purpose) throws IOException {
    that((Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0, "root, " + purpose);
  }
}
