package ai.openclaw.oom.surface;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.linux.CommandWait;
import ai.openclaw.oom.linux.ProcExecutables;
import ai.openclaw.oom.shim.HelperStart;
import ai.openclaw.oom.shim.NativeShim;
import ai.openclaw.oom.spawn.Outcome;
import ai.openclaw.oom.spawn.Plan;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JdkSurfaceTest {
  private static final byte[] SPAWN_HELPER = "/jdk/lib/jspawnhelper\0".getBytes();

  @TempDir private Path dir;

  private static boolean isRepeatable(Redirect... redirects) {
    Object[] arguments = {new String[] {"x"}, null, null, redirects, false, null, null};
    return new JdkSurface(null, null, null).request(arguments).isRepeatable();
  }

  @Test
  void plainFilesAndPipesMayBeOpenedAgain() throws IOException {
    Path file = Files.createFile(dir.resolve("file"));
    assertThat(isRepeatable((Redirect[]) null)).isTrue();
    assertThat(isRepeatable(Redirect.PIPE, Redirect.INHERIT, Redirect.DISCARD)).isTrue();
    assertThat(isRepeatable(Redirect.from(file.toFile()), Redirect.PIPE, Redirect.PIPE)).isTrue();
    assertThat(isRepeatable(Redirect.PIPE, Redirect.appendTo(file.toFile()), Redirect.PIPE))
        .isTrue();
    assertThat(isRepeatable(Redirect.PIPE, Redirect.to(dir.resolve("new").toFile()), Redirect.PIPE))
        .isTrue();
    assertThat(isRepeatable(Redirect.from(Path.of("/dev/null").toFile()))).isTrue();
  }

  @Test
  void aFifoOrADeviceMayNot() throws Exception {
    Path fifo = dir.resolve("fifo");
    assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
    assertThat(isRepeatable(Redirect.from(fifo.toFile()), Redirect.PIPE, Redirect.PIPE)).isFalse();
    assertThat(isRepeatable(Redirect.PIPE, Redirect.PIPE, Redirect.to(fifo.toFile()))).isFalse();
    assertThat(isRepeatable(Redirect.from(Path.of("/dev/tty").toFile()))).isFalse();
  }

  private Flight launched(JdkSurface surface) {
    Object[] arguments = {new String[] {"/bin/true"}, null, null, null, false, null, null};
    Flight flight = new Flight(arguments, null);
    flight.request = surface.request(arguments);
    flight.plan = Plan.relay(Outcome.WRAPPED_NATIVE);
    surface.launch(flight, "POSIX_SPAWN", SPAWN_HELPER);
    return flight;
  }

  private HelperStart helper() throws IOException {
    Path helper = Files.copy(Path.of("/bin/true"), dir.resolve("helper"));
    NativeShim shim = new NativeShim(helper.toString(), 1000, new ProcExecutables());
    return new HelperStart(shim, new CommandWait());
  }

  /** Neither the machine's lack of anything, nor a redirection, has to do with the helper. */
  @ParameterizedTest
  @ValueSource(strings = {"error=11, x", "error=12, x", "Exec failed, error: 24 (x) ", "x"})
  void whatIsNotTheHelpersFaultIsNotRepeated(String message) throws IOException {
    JdkSurface surface = new JdkSurface(helper(), null, null);
    assertThat(surface.mayStartAnew(launched(surface), new IOException(message))).isFalse();
    assertThat(surface.mayStartAnew(launched(surface), new FileNotFoundException("f (x)")))
        .isFalse();
  }

  /** Before one such start has succeeded, nobody knows that it can. */
  @ParameterizedTest
  @ValueSource(strings = {"error=2, x", "error=7, x", "error=13, x"})
  void whatMayBeTheHelpersFaultIsRepeatedUntilItIsProven(String message) throws IOException {
    HelperStart helper = helper();
    JdkSurface surface = new JdkSurface(helper, null, null);
    Flight flight = launched(surface);
    assertThat(surface.mayStartAnew(flight, new IOException(message))).isTrue();
    assertThat(surface.isShimInPlace(flight)).isTrue();
    // The command could be executed, so that EACCES could be the helper's.
    assertThat(surface.mayStartAnew(flight, new IOException(message)))
        .isEqualTo(message.startsWith("error=13"));
    Files.delete(dir.resolve("helper"));
    assertThat(surface.mayStartAnew(flight, new IOException(message))).isTrue();
  }
}
