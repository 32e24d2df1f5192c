package ai.openclaw.oom.it.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;

/** Whether everybody can use a page as it is now. */
final class Access {
  private Access() {}

  /**
   * On a desktop and on a phone, in both themes. The page is a desktop's in the light again after.
   *
   * @param when for the message, such as "after a kill"
   */
  static void check(ServePage page, String when) throws IOException {
    for (String theme : List.of("dark", "light")) {
      page.theme(theme);
      page.resize(390, 844);
      assertThat(page.barriers()).as("%s on a phone, %s", theme, when).isEmpty();
      assertThat(page.smallTargets()).as("on a phone, %s", when).isEmpty();
      page.resize(1280, 900);
      assertThat(page.barriers()).as("%s, %s", theme, when).isEmpty();
    }
  }
}
