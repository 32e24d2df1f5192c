package ai.openclaw.oom.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no compiler minds. */
class HouseRulesIT {

  /** Its assumptions may stay. */
  private static final Pattern JUNITS_ASSERTIONS =
      Pattern.compile("\\borg\\.junit\\.(jupiter\\.api\\.(Assertions\\b|\\*)|Assert\\b)");

  /** Else what is looked through is not what it is meant to be. */
  private static final Pattern ASSERTJS = Pattern.compile("\\borg\\.assertj\\.core\\.api\\.");

  @ParameterizedTest
  @ValueSource(strings = {"agent", "demo-app", "it-tests"})
  void allTestsSpeakAssertJ(String module) throws IOException {
    Path all = Places.REPOSITORY.resolve(module).resolve("src");
    try (Stream<Path> files = Files.walk(all)) {
      List<Path> sources = files.filter(file -> file.toString().endsWith(".java")).toList();
      assertThat(sources).isNotEmpty();
      assertThat(sources).filteredOn(file -> has(file, JUNITS_ASSERTIONS)).isEmpty();
      assertThat(sources).filteredOn(file -> has(file, ASSERTJS)).isNotEmpty();
    }
  }

  private static boolean has(Path file, Pattern pattern) {
    try {
      return pattern.matcher(Files.readString(file)).find();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
