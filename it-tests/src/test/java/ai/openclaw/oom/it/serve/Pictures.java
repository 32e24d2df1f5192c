package ai.openclaw.oom.it.serve;

import ai.openclaw.oom.it.Places;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Pictures of a page for people to look at, in {@code it-tests/target/serve}. */
final class Pictures {
  private Pictures() {}

  /**
   * On a desktop and on a phone, in both themes. The page is a desktop's in the light again after.
   */
  static void of(ServePage page, String name) throws IOException {
    for (String theme : List.of("dark", "light")) {
      page.theme(theme);
      page.resize(390, 844);
      save(name + "-phone-" + theme, page.picture(true));
      page.resize(1280, 900);
      save(name + "-desktop-" + theme, page.picture(true));
    }
  }

  /** Saves one, and gives the file. */
  static Path save(String name, byte[] picture) throws IOException {
    Path folder = Files.createDirectories(Places.REPOSITORY.resolve("it-tests/target/serve"));
    return Files.write(folder.resolve(name + ".png"), picture);
  }
}
