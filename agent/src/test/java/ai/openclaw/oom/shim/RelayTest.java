package ai.openclaw.oom.shim;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.openclaw.oom.linux.ProcLinux;
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
    return new Relay(helper.toString(), 1000, new ProcLinux());
  }

  private static byte[] cString(String text) {
    return (text + "\0").getBytes(ISO_8859_1);
  }

  @ParameterizedTest
  @CsvSource({"1.8, false", "11, false", "12, false", "13, true", "17, true", "27, true"})
  void isExpectedWhereTheJdkStartsProcessesSo(String version, boolean expected) {
    System.setProperty(VERSION, version);
    assertEquals(expected, relay().isUsable());
  }

  @ParameterizedTest
  @CsvSource({"POSIX_SPAWN, true", "posix_spawn, true", "VFORK, false", "fork, false", "x, false"})
  void isExpectedWhereTheOperatorSaysSo(String mechanism, boolean expected) {
    System.setProperty(MECHANISM, mechanism);
    System.setProperty(VERSION, expected ? "11" : "17");
    assertEquals(expected, relay().isUsable());
  }

  @Test
  void thePathLeadsToTheHelper() throws IOException {
    Files.createDirectory(dir.resolve("lib"));
    byte[] path = relay().path("POSIX_SPAWN", cString(dir + "/lib/jspawnhelper"));
    String text = new String(path, ISO_8859_1);
    assertTrue(text.startsWith(dir + "/lib/..//../../../../.."), text);
    assertTrue(text.endsWith(helper + "\0"), text);
    assertTrue(Files.isSameFile(helper, Path.of(text.trim())));
  }

  @Test
  void otherLaunchesAreNotRelayed() {
    assertNull(relay().path("VFORK", cString("/jdk/lib/jspawnhelper")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "/", "lib/jspawnhelper", "/jdk/lib/other", "/jdk/../lib/jspawnhelper"})
  void otherProgramsAreNotReplaced(String program) {
    assertNull(relay().path("POSIX_SPAWN", cString(program)));
  }

  @ParameterizedTest
  @ValueSource(strings = {NOT_FOUND, "Exec failed, error: 2 (No such file or directory) "})
  void aMissingCommandIsNotTheRelaysFaultOnceOneHasSucceeded(String message) throws IOException {
    Relay relay = relay();
    assertTrue(relay.mayHaveFailed(message));
    relay.prove();
    assertFalse(relay.mayHaveFailed(message));
    Files.delete(helper);
    assertTrue(relay.mayHaveFailed(message));
  }

  @Test
  void anyOtherFailureMayBeTheRelays() {
    Relay relay = relay();
    relay.prove();
    assertTrue(relay.mayHaveFailed("error=13, Permission denied"));
    assertTrue(relay.mayHaveFailed("error=20, Not a directory"));
    assertTrue(relay.mayHaveFailed("posix_spawn failed, error: 11"));
    assertTrue(relay.mayHaveFailed("Bad code from spawn helper (Failed to exec spawn helper)"));
    assertTrue(relay.mayHaveFailed(null));
  }

  @Test
  void whatWasStoppedStaysSo() {
    Relay relay = relay();
    assertTrue(relay.isUsable());
    relay.stop();
    relay.prove();
    assertFalse(relay.isUsable());
  }
}
