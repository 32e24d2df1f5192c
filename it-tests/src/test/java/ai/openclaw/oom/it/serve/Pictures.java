package ai.openclaw.oom.it.serve;

import ai.openclaw.oom.it.Places;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Pictures of a page for people to look at, in {@code it-tests/target/serve}. */
final class Pictures {
  private Pictures() {}

  /** As it is seen in {@linkplain ServePage#eachWay each way}. */
  static void of(ServePage page, String name) throws IOException {
    page.eachWay((device, theme) -> save(name + "-" + device + "-" + theme, page.picture(true)));
  }

  /** Saves one, and gives the file. */
  static Path save(String name, byte[] picture) throws IOException {
    Path folder = Files.createDirectories(Places.REPOSITORY.resolve("it-tests/target/serve"));
    return Files.write(folder.resolve(name + ".png"), picture);
  }
}
