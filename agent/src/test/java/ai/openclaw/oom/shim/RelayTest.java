package ai.openclaw.oom.shim;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.linux.ProcExecutables;
import ai.openclaw.oom.spawn.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
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

  private static Request request(String command) {
    return new Request(new String[] {command}, Map.of(), false, null, true);
  }

  @Test
  void aFailureThatExplainsItselfIsNotTheRelaysOnceOneHasSucceeded() throws IOException {
    Relay relay = relay();
    assertThat(relay.mayHaveFailed(request("/bin/true"), true)).isTrue();
    relay.prove();
    assertThat(relay.mayHaveFailed(request("/bin/true"), true)).isFalse();
    Files.delete(helper);
    assertThat(relay.mayHaveFailed(request("/bin/true"), true)).isTrue();
  }

  /** Such as EACCES: a directory, a file without the right to be executed, or a policy. */
  @Test
  void anotherFailureIsTheRelaysIfTheCommandDoesNotExplainIt() throws IOException {
    Relay relay = relay();
    relay.prove();
    assertThat(relay.mayHaveFailed(request("/bin/true"), false)).isTrue();
    assertThat(relay.mayHaveFailed(request("/etc"), false)).isFalse();
    assertThat(relay.mayHaveFailed(request("/etc/passwd"), false)).isFalse();
    assertThat(relay.mayHaveFailed(request("/no/such/file"), false)).isFalse();
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
