package ai.openclaw.oom.probe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.attribute.FileTime;

/** Files in the working directory of the probe, which every run has for itself. */
final class Scripts {

  private Scripts() {}

  static Path executable(String name, String text) throws IOException {
    Path file = plain(name, text);
    if (!file.toFile().setExecutable(true)) {
      throw new IOException("cannot make executable: " + file);
    }
    // No shell comes before what has just been written.
    Files.setLastModifiedTime(file, FileTime.fromMillis(0));
    return file;
  }

  /**
   * Writes a file that is not executable.
   *
   * @return its absolute path
   */
  static Path plain(String name, String text) throws IOException {
    Path file = Paths.get(name).toAbsolutePath();
    Files.createDirectories(file.getParent());
    return Files.write(file, text.getBytes(StandardCharsets.UTF_8));
  }
}
