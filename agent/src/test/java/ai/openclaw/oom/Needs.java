package ai.openclaw.oom;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** What a test needs of the machine that it runs on. */
public final class Needs {
  private Needs() {}

  /** Skips the test where something is missing, and says what; in CI that is a failure. */
  public static void that(boolean isThere, String what) {
    if (!isThere) {
      System.out.println("Skipped, missing: " + what);
      if ("true".equals(System.getenv("CI"))) {
        Assertions.fail("missing in CI: " + what);
      }
      Assumptions.abort("missing: " + what);
    }
  }
}
