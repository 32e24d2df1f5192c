package ai.openclaw.oom.spawn;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.linux.FakeLinux;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a surface tells of a spawn, as everybody else reads it. */
class RequestTest {
  private static final String[] ARGV = {"name", "-a", "", "b c"};

  private final FakeLinux linux = new FakeLinux();

  private static Request ofLibrary(String... entries) {
    return Request.ofEntries("/bin/x", ARGV, entries, "/child", Search.PTY4J);
  }

  private static Request ofJdk(boolean inherited) {
    return new Request(ARGV, Map.of("A", "1"), inherited, "/child", false);
  }

  @Test
  void aLibrarysTellsWhatItWasGiven() {
    Request request = ofLibrary("A=1");
    assertThat(request.program()).isEqualTo("/bin/x");
    assertThat(request.argumentCount()).isEqualTo(4);
    assertThat(request.argument(0)).isEqualTo("name");
    assertThat(request.argument(3)).isEqualTo("b c");
    assertThat(request.arguments()).isEqualTo("-a  b c");
    assertThat(request.directory()).isEqualTo("/child");
    assertThat(request.isEnvironmentInherited()).isFalse();
    assertThat(request.isOfJdk()).isFalse();
    assertThat(request.isRepeatable()).isTrue();
  }

  @Test
  void theJdksTellsWhatItWasGiven() {
    Request request = ofJdk(false);
    assertThat(request.program()).isEqualTo("name");
    assertThat(request.environment()).isEqualTo(Map.of("A", "1"));
    assertThat(request.isEnvironmentInherited()).isFalse();
    assertThat(request.isOfJdk()).isTrue();
    assertThat(request.isRepeatable()).isFalse();
    assertThat(ofJdk(true).isEnvironmentInherited()).isTrue();
  }

  @Test
  void withoutEntriesTheEnvironmentIsTheJvms() {
    Request request = Request.ofEntries("x", ARGV, null, null, Search.LIBC);
    assertThat(request.environment()).isEqualTo(System.getenv());
    assertThat(request.isEnvironmentInherited()).isTrue();
    assertThat(request.isEnvironmentWhole(linux)).isTrue();
    linux.isEnvironmentWhole = false;
    assertThat(request.isEnvironmentWhole(linux)).isFalse();
    assertThat(request.isOfJdk()).isFalse();
  }

  @Test
  void entriesBecomeVariables() {
    Request request = ofLibrary("A=1", "EMPTY=", "X=a=b");
    assertThat(request.environment()).isEqualTo(Map.of("A", "1", "EMPTY", "", "X", "a=b"));
    assertThat(request.isEnvironmentWhole(linux)).isTrue();
    // What the JVM's own environment is like has nothing to do with it.
    linux.isEnvironmentWhole = false;
    assertThat(request.isEnvironmentWhole(linux)).isTrue();
    assertThat(ofJdk(false).isEnvironmentWhole(linux)).isTrue();
  }

  /** A map can hold neither, so a shell's copy of it would lose them. */
  @ParameterizedTest
  @ValueSource(strings = {"B", "=1", "", "A=1", "A=2"})
  void entriesThatAreNoVariablesOfTheirOwnMakeItLessThanWhole(String entry) {
    Request request = ofLibrary("A=1", entry, "C=3");
    assertThat(request.isEnvironmentWhole(linux)).isFalse();
    assertThat(request.environment()).containsOnlyKeys("A", "C");
  }

  @ParameterizedTest
  @CsvSource({"JDK_MAP, true", "LIBC, true", "POSIX_SPAWNP, false", "PTY4J, false"})
  void filesOfUnknownFormatAreTheShellsWhereExecvpSearches(Search search, boolean tried) {
    assertThat(Request.ofEntries("x", ARGV, null, null, search).isShellTried()).isEqualTo(tried);
  }
}
