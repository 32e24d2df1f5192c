package ai.openclaw.oom.shim;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import ai.openclaw.oom.Needs;
import ai.openclaw.oom.linux.ProcExecutables;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The committed helpers, as real child processes. The one of the other architecture runs under
 * qemu's user emulation. There two things cannot be seen: {@code /proc/PID/exe} names the emulator,
 * and the environment that the helper gets has passed through the emulator, which drops what is no
 * assignment or assigned twice.
 */
@Timeout(60) // A helper that neither executes nor shows its failure would hang these tests.
class NativeHelperTest {
  private static final int PT_LOAD = 1;
  private static final int PT_INTERP = 3;
  private static final int PT_GNU_STACK = 0x6474e551;
  private static final int PF_X = 1;
  private static final int PF_W = 2;

  private static final String OWN_SCORE = "/proc/self/oom_score_adj";
  private static final String MISSING = "/nonexistent/command";

  /** Higher than what a JVM under test has, lower than the agent's own target. */
  private static final int RAISED_BEFORE = 700;

  /**
   * Executes PATH with any bytes as argv and as environment block, which no public API of the JDK
   * allows: {@code perl -e EXECVE number argc PATH argv... environ...}, the strings in hex.
   */
  private static final String EXECVE =
      "my ($number, $argc, @strings) = @ARGV;"
          + " @strings = map { pack 'H*', $_ } @strings;"
          + " my $path = shift @strings;"
          + " my @argv = splice @strings, 0, $argc;"
          + " my ($argv, $envp) = (pack('p*', @argv, undef), pack('p*', @strings, undef));"
          + " syscall 0 + $number, $path, $argv, $envp;"
          + " die $!;";

  /** Prints the file that is its first argument; the others are only there to be seen. */
  private static final String PRINT = "open my $file, '<', $ARGV[0] or die $!; print <$file>;";

  /**
   * Adopts a helper whose parent ends: {@code perl -e ADOPT number helper...}. Prints the helper's
   * process id, lets its parent end after a line of input, says so, and ends as the helper did
   * after the end of input.
   */
  private static final String ADOPT =
      "my ($number, @helper) = @ARGV;"
          + " syscall(0 + $number, 36, 1, 0, 0, 0) == 0 or die $!;" // PR_SET_CHILD_SUBREAPER
          + " $| = 1;"
          + " my $parent = fork;"
          + " if (!$parent) {"
          + "   my $child = fork;"
          + "   exec @helper if !$child;"
          + "   print \"$child\\n\"; <STDIN>; exit; }"
          + " waitpid $parent, 0;"
          + " print \"its parent is gone\\n\";"
          + " 1 while <STDIN>;"
          + " wait; exit $? >> 8;";

  /** How often the helper sleeps before it ends by itself, as its source says. */
  private static final int WAIT_TICKS = 250;

  enum Arch {
    X86_64(62, 59, 157),
    AARCH64(183, 221, 167);

    private static final Arch HOST =
        System.getProperty("os.arch").equals("aarch64") ? AARCH64 : X86_64;

    /** {@code e_machine} in the ELF header. */
    private final int machine;

    /** The number of {@code execve}. */
    private final int execve;

    /** And that of {@code prctl}. */
    private final int prctl;

    Arch(int machine, int execve, int prctl) {
      this.machine = machine;
      this.execve = execve;
      this.prctl = prctl;
    }

    boolean isEmulated() {
      return this != HOST;
    }

    private String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    Path binary() {
      return Path.of("src/main/native/oom-shim-" + id()).toAbsolutePath();
    }

    /** The path by which the JDK starts the helper, ahead of {@code dir/jspawnhelper}. */
    String relayPath(Path dir, int score) {
      byte[] own = (dir + "/jspawnhelper\0").getBytes(ISO_8859_1);
      byte[] path =
          new Relay(binary().toString(), score, new ProcExecutables()).path("POSIX_SPAWN", own);
      return new String(path, 0, path.length - 1, ISO_8859_1);
    }

    /** The command line of a helper that the JDK starts so. */
    List<String> relay(Path dir, int score, String... args) {
      String path = relayPath(dir, score);
      List<String> command = new ArrayList<>();
      if (isEmulated()) {
        command.addAll(List.of(tool("qemu-" + id()), "-0", path));
      }
      command.add(path);
      command.addAll(List.of(args));
      return command;
    }

    /** The helper's command line, behind the emulator where it needs one. */
    List<String> helper(String... args) {
      List<String> command = new ArrayList<>();
      if (isEmulated()) {
        command.add(tool("qemu-" + id()));
      }
      command.add(binary().toString());
      command.addAll(List.of(args));
      return command;
    }
  }

  @TempDir private Path dir;

  @ParameterizedTest
  @EnumSource
  void raisesItsScore(Arch arch) throws Exception {
    requireLowOwnScore();
    assertThat(output(arch.helper("1000", "/bin/cat", "cat", OWN_SCORE))).isEqualTo("1000\n");
    assertThat(output(arch.helper("701", "/bin/cat", "cat", OWN_SCORE))).isEqualTo("701\n");
  }

  @ParameterizedTest
  @EnumSource
  void neverLowersItsScore(Arch arch) throws Exception {
    requireLowOwnScore();
    List<String> helper = arch.helper("300", "/bin/cat", "cat", OWN_SCORE);
    assertThat(
            output(inShell("echo " + RAISED_BEFORE + " > " + OWN_SCORE + "; exec \"$@\"", helper)))
        .isEqualTo(RAISED_BEFORE + "\n");
  }

  @ParameterizedTest
  @EnumSource
  void executesNothingByAScoreThatIsNone(Arch arch) throws Exception {
    for (String score : List.of("", "0", "-5", "+5", " 5", "5 ", "0700", "1001", "9".repeat(30))) {
      assertWaits("oom-shim:E22", arch, score, "/bin/cat", "cat", OWN_SCORE);
    }
  }

  /** To the helper the link is itself, whatever it is to the JVM. */
  @Test
  void executesNothingInThePlaceOfItself() throws Exception {
    String link = Files.createSymbolicLink(dir.resolve("x"), Path.of("/proc/self/exe")).toString();
    assertWaits("oom-shim:E22", Arch.HOST, "1000", link, "x");
    assertWaits("oom-shim:E22", Arch.HOST, "1000", link, "x", "-c", "/bin/cat", "cat", OWN_SCORE);
  }

  @Test
  void executesTheCommandWithoutADescriptorToSpare() throws Exception {
    // An emulator or a loader would need descriptors of its own. So the command is the helper too,
    // which shows by its name that it ran.
    List<String> helper = Arch.HOST.helper("1000", Arch.HOST.binary().toString(), "helper");
    Process process = start(inShell("ulimit -n 3; exec \"$@\"", helper));
    assertThat(failureName(process.toHandle())).isEqualTo("oom-shim:E22");
    process.toHandle().destroy();
    assertThat(outputOf(process)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void passesArgumentsOnToTheByte(Arch arch) throws Exception {
    List<String> argv =
        List.of(
            "not the path \u00ff",
            "-e",
            PRINT,
            "/proc/self/cmdline",
            "",
            "a b",
            "line\nbreak",
            "\u00fe\u0080",
            "*",
            "$(id)",
            "-x",
            "");
    List<String> helper = arch.helper("1000", tool("perl"));
    assertThat(output(execve(concat(helper, argv), List.of("A=1")))).isEqualTo(block(argv));
  }

  @ParameterizedTest
  @EnumSource
  void passesTheEnvironmentOnToTheByte(Arch arch) throws Exception {
    List<String> environ =
        arch.isEmulated()
            ? List.of("A=1", "B.c=\u00ff\u0080", "D=line\nbreak")
            : List.of("A=1", "B.c=\u00ff\u0080", "A=2", "no assignment", "", "=x", "D=", "A=1");
    List<String> helper = arch.helper("1000", tool("perl"), "perl", "-e", PRINT);
    String seen = output(execve(concat(helper, List.of("/proc/self/environ")), environ));
    if (arch.isEmulated()) {
      assertThat(sorted(List.of(seen.split("\0")))).containsExactlyElementsOf(sorted(environ));
    } else {
      assertThat(seen).isEqualTo(block(environ));
    }
  }

  @ParameterizedTest
  @EnumSource
  void leavesNoDescriptorOpen(Arch arch) throws Exception {
    assertThat(output(arch.helper("1000", "/bin/ls", "ls", "/proc/self/fd")))
        .isEqualTo(output(List.of("/bin/ls", "/proc/self/fd")));
  }

  @ParameterizedTest
  @EnumSource
  void runsAScriptWithoutInterpreterLineInTheShell(Arch arch) throws Exception {
    String script = file("script", "printf '%s\\n' \"$0\" \"$@\"\n", "rwxr-xr-x");
    assertThat(output(arch.helper("1", script, "x", "a b", "", "c")))
        .isEqualTo(script + "\na b\n\nc\n");
    assertThat(output(arch.helper("1", script, "no argument"))).isEqualTo(script + "\n");
  }

  @ParameterizedTest
  @EnumSource
  void showsWhyTheCommandCannotBeExecuted(Arch arch) throws Exception {
    Path loop = Files.createSymbolicLink(dir.resolve("loop"), Path.of("loop"));
    assertShows("oom-shim:E2", arch, MISSING);
    assertShows("oom-shim:E2", arch, file("lost", "#!" + MISSING + "\n", "rwxr-xr-x"));
    assertShows("oom-shim:E13", arch, file("plain", "exit 0\n", "rw-r--r--"));
    assertShows("oom-shim:E13", arch, dir.toString());
    assertShows("oom-shim:E40", arch, loop.toString());
  }

  private static void assertShows(String name, Arch arch, String command) throws Exception {
    assertWaits(name, arch, "1000", command, "x");
  }

  private static void assertWaits(String name, Arch arch, String... args) throws Exception {
    Process helper = start(arch.helper(args));
    assertThat(failureName(helper.toHandle())).isEqualTo(name);
    if (!arch.isEmulated()) {
      Path exe = Path.of("/proc", Long.toString(helper.pid()), "exe");
      assertThat(exe.toRealPath()).isEqualTo(arch.binary().toRealPath());
    }
    helper.toHandle().destroy(); // which leaves the output readable
    assertThat(helper.waitFor()).as("SIGTERM keeps its meaning").isEqualTo(128 + 15);
    assertThat(outputOf(helper)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void raisesItsScoreAheadOfTheJdksHelper(Arch arch) throws Exception {
    requireLowOwnScore();
    Files.createSymbolicLink(dir.resolve("jspawnhelper"), Path.of("/bin/cat"));
    for (int score : List.of(1000, 999, 910, 708, 700)) {
      assertThat(output(arch.relay(dir, score, OWN_SCORE))).isEqualTo(score + "\n");
    }
    int own = Integer.parseInt(Files.readString(Path.of(OWN_SCORE)).strip());
    for (int score : List.of(1, 20, 309)) {
      assertThat(output(arch.relay(dir, score, OWN_SCORE))).isEqualTo(Math.max(own, score) + "\n");
    }
    assertThat(
            output(
                inShell(
                    "echo " + RAISED_BEFORE + " > " + OWN_SCORE + "; exec \"$@\"",
                    arch.relay(dir, 300, OWN_SCORE))))
        .isEqualTo(RAISED_BEFORE + "\n");
  }

  /** What it starts sees what it would see if the JDK had started it. */
  @ParameterizedTest
  @EnumSource
  void passesArgumentsAndEnvironmentOnToTheJdksHelper(Arch arch) throws Exception {
    Path next = Files.createSymbolicLink(dir.resolve("jspawnhelper"), Path.of(tool("perl")));
    List<String> args = List.of("-e", PRINT, "/proc/self/cmdline", "17:4:9", "\u00ff", "", "a b");
    List<String> environ = List.of("A=1", "B.c=\u00ff\u0080");
    List<String> relay = concat(arch.relay(dir, 1000), args);
    assertThat(output(execve(relay, environ)))
        .isEqualTo(block(concat(List.of(next.toString()), args)));
    relay = arch.relay(dir, 1000, "-e", PRINT, "/proc/self/environ");
    assertThat(sorted(List.of(output(execve(relay, environ)).split("\0"))))
        .containsExactlyElementsOf(sorted(environ));
    assertThat(output(arch.relay(dir, 1000, "-e", "exec '/bin/ls', '/proc/self/fd'")))
        .isEqualTo(output(List.of("/bin/ls", "/proc/self/fd")));
  }

  /** JDK 13 to 20, and the first updates of 17 and 21, give their helper no name of its own. */
  @ParameterizedTest
  @EnumSource
  void doesNotNeedANameOfItsOwnAheadOfTheJdksHelper(Arch arch) throws Exception {
    requireLowOwnScore();
    Files.createSymbolicLink(dir.resolve("jspawnhelper"), Path.of("/bin/sh"));
    String script = file("script", "cat /proc/$$/oom_score_adj /proc/$$/cmdline\n", "rw-r--r--");
    String path = arch.relayPath(dir, 1000);
    List<String> command =
        arch.isEmulated()
            ? List.of(tool("qemu-" + arch.id()), "-0", "11:14", path)
            : execve(path, List.of("11:14"), List.of("PATH=/bin"));
    assertThat(output(inShell("exec \"$@\" < " + script, command))).isEqualTo("1000\n11:14\0");
  }

  /** Which is a way to a folder that Kubernetes mounts. */
  @ParameterizedTest
  @EnumSource
  void itsOwnPathMayLeadUpwards(Arch arch) throws Exception {
    Path folder = Files.createDirectories(dir.resolve("..data/x"));
    Path helper = Files.createSymbolicLink(folder.resolve("helper"), arch.binary());
    List<String> command = new ArrayList<>(arch.helper("1000", "/bin/echo", "echo", "it runs"));
    command.set(arch.isEmulated() ? 1 : 0, folder + "/../x/" + helper.getFileName());
    assertThat(output(command)).isEqualTo("it runs\n");
  }

  @ParameterizedTest
  @EnumSource
  void endsWhereThereIsNoJdksHelper(Arch arch) throws Exception {
    Process helper = start(arch.relay(dir, 1000, "3:4"));
    assertThat(helper.waitFor()).isEqualTo(127);
    assertThat(outputOf(helper)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void endsByItself(Arch arch) throws Exception {
    Process helper = start(arch.helper("1000", MISSING, "x"));
    assertThat(helper.waitFor()).isEqualTo(127);
    assertThat(outputOf(helper)).isEmpty();
  }

  /**
   * How soon is counted in sleeps and not in time, which a busy machine takes as much of as it
   * likes: the helper is held until its parent is gone, and stays a zombie that can be asked.
   */
  @ParameterizedTest
  @EnumSource
  void endsSoonAfterItsParent(Arch arch) throws Exception {
    List<String> adopter = List.of(tool("perl"), "-e", ADOPT, "" + Arch.HOST.prctl);
    Process process = start(concat(adopter, arch.helper("1000", MISSING, "x")));
    BufferedReader output = process.inputReader(ISO_8859_1);
    long helper = Long.parseLong(output.readLine());
    failureName(ProcessHandle.of(helper).orElseThrow());
    signal("STOP", helper);
    awaitStatus(helper, "State:\\s+[TZ].*");
    long before = sleeps(helper);

    process.outputWriter().append('\n').flush();
    assertThat(output.readLine()).isEqualTo("its parent is gone");
    signal("CONT", helper);
    awaitStatus(helper, "State:\\s+Z.*");
    assertThat(sleeps(helper) - before).as("sleeps without a parent").isLessThan(WAIT_TICKS / 5);

    process.getOutputStream().close();
    assertThat(output.readLine()).isNull();
    assertThat(process.waitFor()).isEqualTo(127);
  }

  @ParameterizedTest
  @EnumSource
  void refusesToRunWithoutACommand(Arch arch) throws Exception {
    assertWaits("oom-shim:E22", arch);
    assertWaits("oom-shim:E22", arch, "1000");
    assertWaits("oom-shim:E22", arch, "1000", "/bin/true");
  }

  @ParameterizedTest
  @EnumSource
  void isASmallStaticProgramThatWritesNoCode(Arch arch) throws IOException {
    assertThat(arch.binary()).isExecutable();
    ByteBuffer elf =
        ByteBuffer.wrap(Files.readAllBytes(arch.binary())).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(elf.capacity()).isLessThanOrEqualTo(2048);
    assertThat(elf.getInt(0)).as("magic number").isEqualTo(0x464c457f);
    assertThat((int) elf.getShort(18)).isEqualTo(arch.machine);

    List<Integer> types = new ArrayList<>();
    int headers = Math.toIntExact(elf.getLong(32));
    int headerSize = elf.getShort(54);
    for (int i = 0; i < elf.getShort(56); i++) {
      int header = headers + i * headerSize;
      int type = elf.getInt(header);
      int flags = elf.getInt(header + 4);
      types.add(type);
      assertThat(flags & (PF_W | PF_X)).as("writable and executable").isNotEqualTo(PF_W | PF_X);
      if (type == PT_LOAD) {
        long distance = elf.getLong(header + 16) - elf.getLong(header + 8);
        assertThat(distance % 0x10000).as("loads with pages of 4, 16 and 64 KiB").isZero();
      }
    }
    assertThat(types).doesNotContain(PT_INTERP);
    assertThat(types).as("without it the stack is executable").contains(PT_GNU_STACK);
  }

  private static void requireLowOwnScore() throws IOException {
    int own = Integer.parseInt(Files.readString(Path.of(OWN_SCORE)).strip());
    Needs.that(own < RAISED_BEFORE, "an oom_score_adj below " + RAISED_BEFORE + " to start from");
  }

  /** The absolute path of a program that this machine may lack. */
  private static String tool(String name) {
    Optional<Path> found =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .map(folder -> Path.of(folder, name))
            .filter(Files::isExecutable)
            .findFirst();
    Needs.that(found.isPresent(), name);
    return found.orElseThrow().toString();
  }

  private static Process start(List<String> command) throws IOException {
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static String outputOf(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), ISO_8859_1);
  }

  /** What the command prints on both of its streams; it must end well. */
  private static String output(List<String> command) throws Exception {
    Process process = start(command);
    String output = outputOf(process);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  private static List<String> inShell(String script, List<String> args) {
    return concat(List.of("/bin/sh", "-c", script, "sh"), args);
  }

  /** The characters of {@code argv} and {@code environ} stand for one byte each. */
  private static List<String> execve(List<String> argv, List<String> environ) {
    return execve(argv.get(0), argv, environ);
  }

  private static List<String> execve(String path, List<String> argv, List<String> environ) {
    List<String> command = new ArrayList<>(List.of(tool("perl"), "-e", EXECVE));
    command.add(Integer.toString(Arch.HOST.execve));
    command.add(Integer.toString(argv.size()));
    Stream.of(List.of(path), argv, environ)
        .flatMap(List::stream)
        .map(string -> HexFormat.of().formatHex(string.getBytes(ISO_8859_1)))
        .forEach(command::add);
    return command;
  }

  /**
   * The name by which the helper shows its failure, once it does.
   *
   * @throws AssertionError if the process ends without having shown any
   */
  private static String failureName(ProcessHandle helper) throws Exception {
    Path comm = Path.of("/proc", Long.toString(helper.pid()), "comm");
    while (helper.isAlive()) {
      String name = Files.readString(comm).strip();
      if (name.startsWith("oom-shim:")) {
        return name;
      }
      pause();
    }
    return fail("the helper ended without a word");
  }

  /** Until a line of the process's status matches. */
  private static void awaitStatus(long pid, String line) throws Exception {
    while (Files.readAllLines(status(pid)).stream().noneMatch(it -> it.matches(line))) {
      pause();
    }
  }

  /** How often the process has waited for something. */
  private static long sleeps(long pid) throws IOException {
    String name = "voluntary_ctxt_switches:";
    return Files.readAllLines(status(pid)).stream()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.substring(name.length()).strip()))
        .sum();
  }

  private static Path status(long pid) {
    return Path.of("/proc", Long.toString(pid), "status");
  }

  /** Between two looks: what /proc shows makes no event that could be waited for. */
  private static void pause() throws InterruptedException {
    Thread.sleep(1);
  }

  private static void signal(String name, long pid) throws Exception {
    assertThat(output(List.of("kill", "-" + name, Long.toString(pid)))).isEmpty();
  }

  private String file(String name, String content, String permissions) throws IOException {
    Path file = Files.writeString(dir.resolve(name), content);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions))
        .toString();
  }

  /** As the kernel shows strings in {@code /proc/PID/cmdline} and {@code environ}. */
  private static String block(List<String> strings) {
    return String.join("\0", strings) + "\0";
  }

  private static List<String> sorted(List<String> strings) {
    return strings.stream().sorted().toList();
  }

  private static List<String> concat(List<String> first, List<String> second) {
    return Stream.of(first, second).flatMap(List::stream).toList();
  }
}
