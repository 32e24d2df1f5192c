package ai.openclaw.oom.guard;

import static ai.openclaw.oom.guard.MadeUpGroup.LIMIT;
import static ai.openclaw.oom.guard.MadeUpGroup.MIB;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The committed guards as real processes, with real children and a made-up group: whom it kills,
 * whom it does not, and when. The one of the other architecture runs under qemu's user emulation.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // A read does not hear.
class NativeGuardTest {
  private static final String HOST =
      System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x86_64";
  private static final long LARGEST_FILE = 8 * 1024;
  private static final long LARGEST_RESIDENT_KB = 200;

  /** Raises itself; then holds 20 MB in a child of its own, more than what counts as small. */
  private static final String LARGE =
      "echo 1000 > /proc/self/oom_score_adj;"
          + " { head -c 20000000 /dev/zero; echo ready >&2; exec sleep 60; } | tail";

  private static final String SMALL =
      "echo 1000 > /proc/self/oom_score_adj; echo ready >&2; exec sleep 60";

  @TempDir private Path dir;
  private MadeUpGroup group;
  private final List<Process> started = new ArrayList<>();

  @BeforeEach
  void makeUp() throws IOException {
    int own = Integer.parseInt(Files.readString(Path.of("/proc/self/oom_score_adj")).trim());
    Needs.that(own < 1000, "an oom_score_adj below 1000");
    group = new MadeUpGroup(dir);
  }

  @AfterEach
  void end() throws InterruptedException {
    for (Process process : started) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
  }

  private static Path binary(String arch) {
    return Path.of("src/main/native/oom-guard-" + arch).toAbsolutePath();
  }

  private Process start(ProcessBuilder builder) throws IOException {
    Process process = builder.start();
    started.add(process);
    return process;
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

  private Process guard() throws IOException {
    Process guard = guard(HOST, arguments());
    assertThat(guard.inputReader().readLine()).isEqualTo("ready");
    return guard;
  }

  private String[] arguments() {
    String pid = Long.toString(ProcessHandle.current().pid());
    return new String[] {pid, "2", "1000", dir.toString(), dir.toString()};
  }

  private Process child(String script, String... environment) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", script);
    for (String assignment : environment) {
      builder.environment().put(assignment.split("=")[0], assignment.split("=")[1]);
    }
    Process child = start(builder);
    assertThat(child.errorReader().readLine()).isEqualTo("ready");
    return child;
  }

  private Process inGroup(Process child) throws IOException {
    group.enter(child.pid());
    for (ProcessHandle descendant : child.descendants().toList()) {
      group.enter(descendant.pid());
    }
    return child;
  }

  /** Fills the group, within some looks: where nothing grows, nobody small is killed. */
  private void fill() throws Exception {
    for (long left = 4 * MIB; left > MIB; left -= MIB / 16) {
      group.use(LIMIT - left);
      Thread.sleep(4);
    }
  }

  /** Whom it killed, by the next line that it says. */
  private static long killed(Process guard) throws IOException {
    BufferedReader lines = guard.inputReader();
    String[] fields = lines.readLine().split(" ");
    assertThat(fields).startsWith("kill").hasSize(13);
    return Long.parseLong(fields[1]);
  }

  private static long start(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[19]);
  }

  private static void tell(Process guard, String line) throws IOException {
    guard.getOutputStream().write((line + "\n").getBytes());
    guard.getOutputStream().flush();
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
    Process guard = guard();
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
    Process guard = guard();
    for (String signal : List.of("-TERM", "-INT", "-HUP")) {
      new ProcessBuilder("kill", signal, "" + guard.pid()).start().waitFor();
    }
    Process child = inGroup(child(SMALL));
    fill();
    assertThat(killed(guard)).isEqualTo(child.pid());
  }

  @Test
  void killsTheLargestDescendantOfARaisedChild() throws Exception {
    inGroup(child(SMALL));
    Process large = inGroup(child(LARGE));
    Process guard = guard();
    ProcessHandle tail = null;
    for (ProcessHandle descendant : large.descendants().toList()) {
      boolean isTail = descendant.info().command().orElse("").endsWith("/tail");
      tail = isTail ? descendant : tail;
    }
    fill();
    assertThat(killed(guard)).isEqualTo(tail.pid());
  }

  @Test
  void killsNobodyWhoWasNotRaised() throws Exception {
    Process other = inGroup(child(LARGE.replace("1000", "900")));
    Process raised = inGroup(child(SMALL));
    Process guard = guard();
    fill();
    assertThat(killed(guard)).isEqualTo(raised.pid());
    assertThat(other.isAlive()).isTrue();
  }

  @Test
  void killsNobodyWhoOptsOut() throws Exception {
    Process other = inGroup(child(LARGE, "OPENCLAW_CHILD_OOM_SCORE_ADJ= Off "));
    Process raised = inGroup(child(SMALL, "OPENCLAW_CHILD_OOM_SCORE_ADJ=1"));
    Process guard = guard();
    fill();
    assertThat(killed(guard)).isEqualTo(raised.pid());
    assertThat(other.descendants()).hasSize(2);
  }

  @Test
  void killsNobodyElsewhere() throws Exception {
    Process other = child(LARGE);
    Process raised = inGroup(child(SMALL));
    Process guard = guard();
    fill();
    assertThat(killed(guard)).isEqualTo(raised.pid());
    assertThat(other.descendants()).hasSize(2);
  }

  @Test
  void killsNobodyWhomTheJvmLeavesAlone() throws Exception {
    Process other = inGroup(child(LARGE));
    Process raised = inGroup(child(SMALL));
    Process guard = guard();
    tell(guard, "!" + other.pid() + " " + start(other.pid()));
    fill();
    assertThat(killed(guard)).isEqualTo(raised.pid());
    assertThat(other.descendants()).hasSize(2);
  }

  /** What the JVM tells of may have lowered itself; a number that is somebody else's does not. */
  @Test
  void believesTheJvmOfWhoIsRaisedAndNoNumberAlone() throws Exception {
    Process other = inGroup(child(LARGE.replace("1000", "910")));
    Process raised = inGroup(child(SMALL.replace("1000", "910")));
    Process guard = guard();
    tell(guard, "+" + other.pid() + " " + (start(other.pid()) + 1));
    tell(guard, "+" + raised.pid() + " " + start(raised.pid()));
    fill();
    assertThat(killed(guard)).isEqualTo(raised.pid());
    assertThat(other.descendants()).hasSize(2);
  }

  @Test
  void whatTheKernelTakesBackIsNoUse() throws Exception {
    Process child = inGroup(child(LARGE));
    Process guard = guard();
    group.reclaimable(LIMIT / 2);
    fill();
    // Fifty looks at least.
    Thread.sleep(200);
    assertThat(child.descendants()).hasSize(2);
    group.reclaimable(0);
    assertThat(killed(guard)).isPositive();
  }
}
