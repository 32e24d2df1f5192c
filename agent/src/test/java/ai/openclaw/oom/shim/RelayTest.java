package ai.openclaw.oom.shim;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.linux.ProcExecutables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the helper may come ahead of the JDK's own. What it then does: NativeHelperTest. */
class RelayTest {
  private static final String MECHANISM = "jdk.lang.Process.launchMechanism";
  private static final String VERSION = "java.specification.version";
  private static final String THIS_VERSION = System.getProperty(VERSION);
  private static final String NOT_FOUND = "error=2, No such file or directory";

  @TempDir private Path dir;
  private Path helper;

  @BeforeEach
  void putHelper() throws IOException {
    helper = Files.createFile(dir.resolve("helper"));
    Files.setPosixFilePermissions(helper, PosixFilePermissions.fromString("r-x------"));
  }

  @AfterEach
  void restore() {
    System.clearProperty(MECHANISM);
    System.setProperty(VERSION, THIS_VERSION);
  }

  private Relay relay() {
    return new Relay(helper.toString(), 1000, new ProcExecutables());
  }

  private static byte[] cString(String text) {
    return (text + "\0").getBytes(ISO_8859_1);
  }

  @ParameterizedTest
  @CsvSource({"1.8, false", "11, false", "12, false", "13, true", "17, true", "27, true"})
  void isExpectedWhereTheJdkStartsProcessesSo(String version, boolean expected) {
    System.setProperty(VERSION, version);
    assertThat(relay().isUsable()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"POSIX_SPAWN, true", "posix_spawn, true", "VFORK, false", "fork, false", "x, false"})
  void isExpectedWhereTheOperatorSaysSo(String mechanism, boolean expected) {
    System.setProperty(MECHANISM, mechanism);
    System.setProperty(VERSION, expected ? "11" : "17");
    assertThat(relay().isUsable()).isEqualTo(expected);
  }

  @Test
  void thePathLeadsToTheHelper() throws IOException {
    Files.createDirectory(dir.resolve("lib"));
    byte[] path = relay().path("POSIX_SPAWN", cString(dir + "/lib/jspawnhelper"));
    String text = new String(path, ISO_8859_1);
    assertThat(text).startsWith(dir + "/lib/..//../../../../..").endsWith(helper + "\0");
    assertThat(Files.isSameFile(helper, Path.of(text.trim()))).isTrue();
  }

  @Test
  void otherLaunchesAreNotRelayed() {
    assertThat(relay().path("VFORK", cString("/jdk/lib/jspawnhelper"))).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "/", "lib/jspawnhelper", "/jdk/lib/other", "/jdk/../lib/jspawnhelper"})
  void otherProgramsAreNotReplaced(String program) {
    assertThat(relay().path("POSIX_SPAWN", cString(program))).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {NOT_FOUND, "Exec failed, error: 2 (No such file or directory) "})
  void aMissingCommandIsNotTheRelaysFaultOnceOneHasSucceeded(String message) throws IOException {
    Relay relay = relay();
    assertThat(relay.mayHaveFailed(message)).isTrue();
    relay.prove();
    assertThat(relay.mayHaveFailed(message)).isFalse();
    Files.delete(helper);
    assertThat(relay.mayHaveFailed(message)).isTrue();
  }

  @Test
  void anyOtherFailureMayBeTheRelays() {
    Relay relay = relay();
    relay.prove();
    assertThat(relay.mayHaveFailed("error=13, Permission denied")).isTrue();
    assertThat(relay.mayHaveFailed("error=20, Not a directory")).isTrue();
    assertThat(relay.mayHaveFailed("posix_spawn failed, error: 11")).isTrue();
    assertThat(relay.mayHaveFailed("Bad code from spawn helper (Failed to exec spawn helper)"))
        .isTrue();
    assertThat(relay.mayHaveFailed(null)).isTrue();
  }

  @Test
  void whatWasStoppedStaysSo() {
    Relay relay = relay();
    assertThat(relay.isUsable()).isTrue();
    relay.stop();
    relay.prove();
    assertThat(relay.isUsable()).isFalse();
  }
}
