package ai.openclaw.oom.shim;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import ai.openclaw.oom.Needs;
import ai.openclaw.oom.linux.ProcLinux;
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

  enum Arch {
    X86_64(62, 59),
    AARCH64(183, 221);

    private static final Arch HOST =
        System.getProperty("os.arch").equals("aarch64") ? AARCH64 : X86_64;

    /** {@code e_machine} in the ELF header. */
    private final int machine;

    /** The number of {@code execve}. */
    private final int execve;

    Arch(int machine, int execve) {
      this.machine = machine;
      this.execve = execve;
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
      byte[] path = new Relay(binary().toString(), score, new ProcLinux()).path("POSIX_SPAWN", own);
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
    assertEquals("1000\n", output(arch.helper("1000", "/bin/cat", "cat", OWN_SCORE)));
    assertEquals("701\n", output(arch.helper("701", "/bin/cat", "cat", OWN_SCORE)));
  }

  @ParameterizedTest
  @EnumSource
  void neverLowersItsScore(Arch arch) throws Exception {
    requireLowOwnScore();
    List<String> helper = arch.helper("300", "/bin/cat", "cat", OWN_SCORE);
    assertEquals(
        RAISED_BEFORE + "\n",
        output(inShell("echo " + RAISED_BEFORE + " > " + OWN_SCORE + "; exec \"$@\"", helper)));
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
    assertEquals("oom-shim:E22", failureName(process.toHandle()));
    process.toHandle().destroy();
    assertEquals("", outputOf(process));
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
    assertEquals(block(argv), output(execve(concat(helper, argv), List.of("A=1"))));
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
      assertEquals(sorted(environ), sorted(List.of(seen.split("\0"))));
    } else {
      assertEquals(block(environ), seen);
    }
  }

  @ParameterizedTest
  @EnumSource
  void leavesNoDescriptorOpen(Arch arch) throws Exception {
    assertEquals(
        output(List.of("/bin/ls", "/proc/self/fd")),
        output(arch.helper("1000", "/bin/ls", "ls", "/proc/self/fd")));
  }

  @ParameterizedTest
  @EnumSource
  void runsAScriptWithoutInterpreterLineInTheShell(Arch arch) throws Exception {
    String script = file("script", "printf '%s\\n' \"$0\" \"$@\"\n", "rwxr-xr-x");
    assertEquals(script + "\na b\n\nc\n", output(arch.helper("1", script, "x", "a b", "", "c")));
    assertEquals(script + "\n", output(arch.helper("1", script, "no argument")));
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
    assertEquals(name, failureName(helper.toHandle()));
    if (!arch.isEmulated()) {
      Path exe = Path.of("/proc", Long.toString(helper.pid()), "exe");
      assertEquals(arch.binary().toRealPath(), exe.toRealPath());
    }
    helper.toHandle().destroy(); // which leaves the output readable
    assertEquals(128 + 15, helper.waitFor(), "SIGTERM keeps its meaning");
    assertEquals("", outputOf(helper));
  }

  @ParameterizedTest
  @EnumSource
  void raisesItsScoreAheadOfTheJdksHelper(Arch arch) throws Exception {
    requireLowOwnScore();
    Files.createSymbolicLink(dir.resolve("jspawnhelper"), Path.of("/bin/cat"));
    for (int score : List.of(1000, 999, 910, 708, 700)) {
      assertEquals(score + "\n", output(arch.relay(dir, score, OWN_SCORE)));
    }
    int own = Integer.parseInt(Files.readString(Path.of(OWN_SCORE)).strip());
    for (int score : List.of(1, 20, 309)) {
      assertEquals(Math.max(own, score) + "\n", output(arch.relay(dir, score, OWN_SCORE)));
    }
    assertEquals(
        RAISED_BEFORE + "\n",
        output(
            inShell(
                "echo " + RAISED_BEFORE + " > " + OWN_SCORE + "; exec \"$@\"",
                arch.relay(dir, 300, OWN_SCORE))));
  }

  /** What it starts sees what it would see if the JDK had started it. */
  @ParameterizedTest
  @EnumSource
  void passesArgumentsAndEnvironmentOnToTheJdksHelper(Arch arch) throws Exception {
    Path next = Files.createSymbolicLink(dir.resolve("jspawnhelper"), Path.of(tool("perl")));
    List<String> args = List.of("-e", PRINT, "/proc/self/cmdline", "17:4:9", "\u00ff", "", "a b");
    List<String> environ = List.of("A=1", "B.c=\u00ff\u0080");
    List<String> relay = concat(arch.relay(dir, 1000), args);
    assertEquals(block(concat(List.of(next.toString()), args)), output(execve(relay, environ)));
    relay = arch.relay(dir, 1000, "-e", PRINT, "/proc/self/environ");
    assertEquals(sorted(environ), sorted(List.of(output(execve(relay, environ)).split("\0"))));
    assertEquals(
        output(List.of("/bin/ls", "/proc/self/fd")),
        output(arch.relay(dir, 1000, "-e", "exec '/bin/ls', '/proc/self/fd'")));
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
    assertEquals("1000\n11:14\0", output(inShell("exec \"$@\" < " + script, command)));
  }

  /** Which is a way to a folder that Kubernetes mounts. */
  @ParameterizedTest
  @EnumSource
  void itsOwnPathMayLeadUpwards(Arch arch) throws Exception {
    Path folder = Files.createDirectories(dir.resolve("..data/x"));
    Path helper = Files.createSymbolicLink(folder.resolve("helper"), arch.binary());
    List<String> command = new ArrayList<>(arch.helper("1000", "/bin/echo", "echo", "it runs"));
    command.set(arch.isEmulated() ? 1 : 0, folder + "/../x/" + helper.getFileName());
    assertEquals("it runs\n", output(command));
  }

  @ParameterizedTest
  @EnumSource
  void endsWhereThereIsNoJdksHelper(Arch arch) throws Exception {
    Process helper = start(arch.relay(dir, 1000, "3:4"));
    assertEquals(127, helper.waitFor());
    assertEquals("", outputOf(helper));
  }

  @ParameterizedTest
  @EnumSource
  void endsByItself(Arch arch) throws Exception {
    List<String> command = arch.helper("1000", MISSING, "x");
    Process kept = start(command);
    failureName(kept.toHandle());

    // cat ends once neither the orphan nor its parent holds the pipe.
    Process cat = start(inShell("{ \"$@\" & echo $!; read -r end; } | cat", command));
    BufferedReader output = cat.inputReader(ISO_8859_1);
    long orphan = Long.parseLong(output.readLine());
    failureName(ProcessHandle.of(orphan).orElseThrow());
    long parentGone = System.nanoTime();
    cat.getOutputStream().close();
    assertNull(output.readLine());
    long orphanGone = System.nanoTime();

    assertEquals(127, kept.waitFor());
    assertEquals("", outputOf(kept));
    // The kept one started first. Had both waited for the end of their time, it would end first.
    assertTrue(orphanGone - parentGone < System.nanoTime() - orphanGone, "waited in vain");
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
    assertTrue(Files.isExecutable(arch.binary()));
    ByteBuffer elf =
        ByteBuffer.wrap(Files.readAllBytes(arch.binary())).order(ByteOrder.LITTLE_ENDIAN);
    assertTrue(elf.capacity() <= 2048, () -> elf.capacity() + " bytes");
    assertEquals(0x464c457f, elf.getInt(0), "magic number");
    assertEquals(arch.machine, elf.getShort(18));

    List<Integer> types = new ArrayList<>();
    int headers = Math.toIntExact(elf.getLong(32));
    int headerSize = elf.getShort(54);
    for (int i = 0; i < elf.getShort(56); i++) {
      int header = headers + i * headerSize;
      int type = elf.getInt(header);
      int flags = elf.getInt(header + 4);
      types.add(type);
      assertNotEquals(PF_W | PF_X, flags & (PF_W | PF_X), "writable and executable");
      if (type == PT_LOAD) {
        long distance = elf.getLong(header + 16) - elf.getLong(header + 8);
        assertEquals(0, distance % 0x10000, "loads with pages of 4, 16 and 64 KiB");
      }
    }
    assertFalse(types.contains(PT_INTERP));
    assertTrue(types.contains(PT_GNU_STACK), "without it the stack is executable");
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
    assertEquals(0, process.waitFor(), output);
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
      Thread.sleep(1);
    }
    return fail("the helper ended without a word");
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
