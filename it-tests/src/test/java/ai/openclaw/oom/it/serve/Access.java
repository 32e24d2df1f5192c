package ai.openclaw.oom.it.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;

/** Whether everybody can use a page as it is now. */
final class Access {
  private Access() {}

  /**
   * As it is seen in {@linkplain ServePage#eachWay each way}.
   *
   * @param when for the message, such as "after a kill"
   */
  static void check(ServePage page, String when) throws IOException {
    page.eachWay(
        (device, theme) -> {
          assertThat(page.barriers()).as("%s, %s, %s", device, theme, when).isEmpty();
          if (device.equals("phone")) {
            assertThat(page.smallTargets()).as("on a phone, %s", when).isEmpty();
          }
        });
  }
}
