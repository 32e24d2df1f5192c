package ai.openclaw.oom.guard;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.Needs;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The committed guards as real processes. The one of the other architecture runs under qemu's user
 * emulation.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // A read does not hear.
class NativeGuardTest extends GuardRules {
  private static final String HOST =
      System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x86_64";
  private static final long LARGEST_FILE = 8 * 1024;
  private static final long LARGEST_RESIDENT_KB = 200;

  private static Path binary(String arch) {
    return Path.of("src/main/native/oom-guard-" + arch).toAbsolutePath();
  }

  private Process guard(String arch, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    if (!arch.equals(HOST)) {
      File emulator = new File("/usr/bin/qemu-" + arch);
      Needs.that(emulator.canExecute(), emulator.getName());
      command.add(emulator.getPath());
    }
    command.add(binary(arch).toString());
    command.addAll(List.of(arguments));
    return start(new ProcessBuilder(command));
  }

  private Process program() throws IOException {
    Process guard = guard(HOST, arguments());
    assertThat(guard.inputReader().readLine()).isEqualTo("ready");
    return guard;
  }

  @Override
  Guard guard() throws IOException {
    return new GuardProgram(program());
  }

  @ParameterizedTest
  @ValueSource(strings = {"x86_64", "aarch64"})
  void isSmallAndEndsWithItsInput(String arch) throws Exception {
    assertThat(binary(arch)).isExecutable();
    assertThat(binary(arch).toFile()).size().isLessThanOrEqualTo(LARGEST_FILE);
    Process guard = guard(arch, arguments());
    assertThat(guard.inputReader().readLine()).isEqualTo("ready");
    guard.getOutputStream().close();
    assertThat(guard.waitFor()).isZero();
  }

  @Test
  void takesNextToNoMemoryAndHoldsNothingThatIsTheCallers() throws Exception {
    Process guard = program();
    long resident =
        Files.readAllLines(Path.of("/proc/" + guard.pid() + "/status")).stream()
            .filter(line -> line.startsWith("VmRSS:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
            .sum();
    assertThat(resident).isPositive().isLessThan(LARGEST_RESIDENT_KB);
    String own = dir.toRealPath() + "/.*|/proc/\\d+/.*|/proc/meminfo|/dev/null";
    try (Stream<Path> files = Files.list(Path.of("/proc/" + guard.pid() + "/fd"))) {
      for (Path file : files.toList()) {
        assertThat(Files.readSymbolicLink(file).toString())
            .matches("pipe:.*|anon_inode:.*pidfd.*|" + own);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "PID 2 1000 DIR", "PID 2 1000 DIR /none", "1 2 1000 DIR DIR"})
  void endsAtOnceWhereItCannotStand(String arguments) throws Exception {
    String text = arguments.replace("PID", "" + ProcessHandle.current().pid());
    Process guard = guard(HOST, text.replace("DIR", dir.toString()).split(" "));
    assertThat(guard.waitFor()).isIn(0, 2, 3);
    assertThat(guard.inputReader().readLine()).isNull();
  }

  @Test
  void endsWithTheJvmAlsoWhereThePipeIsHeldByOthers() throws Exception {
    String script = "exec 3<&0; echo $$ > \"$0/cgroup.procs\"; \"$1\" $$ 2 1000 \"$0\" \"$0\" <&3";
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", script, dir.toString(), binary(HOST).toString());
    Process jvm = start(builder);
    BufferedReader lines = jvm.inputReader();
    assertThat(lines.readLine()).isEqualTo("ready");
    ProcessHandle guard = jvm.children().findFirst().orElseThrow();
    jvm.toHandle().destroyForcibly();
    assertThat(guard.onExit().get().isAlive()).isFalse();
  }

  @Test
  void survivesSignalsThatAreMeantForTheApplication() throws Exception {
    Process guard = program();
    for (String signal : List.of("-TERM", "-INT", "-HUP")) {
      new ProcessBuilder("kill", signal, "" + guard.pid()).start().waitFor();
    }
    Process child = inGroup(child(SMALL));
    fill();
    assertThat(killed(new GuardProgram(guard))).isEqualTo(child.pid());
  }
}
