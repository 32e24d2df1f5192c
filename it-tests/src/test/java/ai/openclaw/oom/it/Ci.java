package ai.openclaw.oom.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** In CI nothing may be left out for want of something. */
public final class Ci {

  private Ci() {}

  public static boolean isCi() {
    return "true".equals(System.getenv("CI"));
  }

  public static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  /** Skips the test, and says why; in CI it fails. */
  public static void orSkip(boolean there, String otherwise) {
    if (!there) {
      System.out.println(otherwise);
    }
    assumeTrue(there || isCi(), otherwise);
    assertThat(there).as("in CI: %s", otherwise).isTrue();
  }

  /**
   * Skips the test, and says how it is asked for; in CI, too, which cannot wait for all of them.
   */
  public static void onDemand(boolean asked, String otherwise) {
    if (!asked) {
      System.out.println(otherwise);
    }
    assumeTrue(asked, otherwise);
  }
}
