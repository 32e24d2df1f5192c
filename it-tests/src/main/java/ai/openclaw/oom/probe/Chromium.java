package ai.openclaw.oom.probe;

import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How probes start Debian's Chromium. */
final class Chromium {
  private Chromium() {}

  /**
   * Without a window, and without looking for the outside world.
   *
   * @param profile a folder
   */
  static ProcessBuilder headless(File profile, String... more) {
    List<String> command =
        new ArrayList<>(
            Arrays.asList(
                "/usr/bin/chromium",
                "--headless",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + profile));
    command.addAll(Arrays.asList(more));
    ProcessBuilder builder = new ProcessBuilder(command);
    // Where its crash handlers write to, so that their command lines name the profile too.
    builder.environment().put("HOME", profile.getPath());
    return builder;
  }
}
