package ai.openclaw.oom.spawn;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.Run;
import ai.openclaw.oom.linux.Executables.Executable;
import ai.openclaw.oom.linux.FakeLinux;
import ai.openclaw.oom.linux.ProcExecutables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The look-up of a command: as the rules say, and as the running JDK really does it. */
class CommandTest {
  private static final String FAILS = "fails";

  /** Files below the root, {@code @}; the JVM runs in {@code @/jvm}. */
  private static final List<String> RUNNING =
      List.of("one/x", "two/x", "two/y", "jvm/x", "jvm/sub/x", "child/z", "child/sub/z");

  @TempDir static Path root;

  /**
   * @param search the JVM's PATH, null for none
   * @param directory the child's, null for the JVM's
   * @param withMap what is executed where the caller gives an environment
   * @param inherited what is executed where it gives none
   */
  private record Case(
      String search, String name, String directory, String withMap, String inherited) {}

  private static Case both(String search, String name, String directory, String expected) {
    return new Case(search, name, directory, expected, expected);
  }

  static List<Case> cases() {
    return List.of(
        both("@/one:@/two", "x", null, "@/one/x"),
        both("@/one:@/two", "y", null, "@/two/y"),
        both("@/one:@/two", "q", null, FAILS),
        both("@/one:@/two", "", null, FAILS),
        // What cannot be executed is passed over.
        both("@/plain:@/two", "x", null, "@/two/x"),
        both("@/plain", "x", null, FAILS),
        both("@/folder:@/two", "x", null, "@/two/x"),
        both("@/folder", "x", null, FAILS),
        both("@/broken", "x", null, FAILS),
        both("@/none:@/one/x:@/two", "x", null, "@/two/x"),
        // Empty elements are the working directory.
        new Case(":@/one", "x", null, "./x", "x"),
        new Case("@/none::@/one", "x", null, "./x", "x"),
        new Case("@/none:", "x", null, "./x", "x"),
        new Case("", "x", null, "./x", "x"),
        new Case(":@/one", "z", "@/child", "./z", "z"),
        new Case(null, "x", null, "./x", FAILS),
        new Case("@/one/", "x", null, "@/one/x", "@/one//x"),
        new Case("@/one//", "x", null, "@/one//x", "@/one///x"),
        // Relative elements and names are the child's.
        both(".", "x", null, "./x"),
        both("sub", "x", null, "sub/x"),
        both("sub", "z", "@/child", "sub/z"),
        both("sub", "x", "@/child", FAILS),
        both("@/one", "./x", null, "./x"),
        both("@/one", "sub/x", null, "sub/x"),
        both("@/one", "./z", "@/child", "./z"),
        both("@/one", "./x", "@/child", FAILS),
        both("@/one", "./x", "sub", "./x"),
        both("@/one", "@/two/x", "@/child", "@/two/x"),
        both("@/one", "@/plain/x", null, FAILS),
        both("@/one", "@/folder/x", null, FAILS),
        both("@/one", "@/broken/x", null, FAILS),
        both("@/one", "./y", null, FAILS),
        both("@/one", "@/one/x/", null, FAILS),
        both("@/one", "x", "@/none", FAILS),
        both("@/one", "x", "@/one/x", FAILS));
  }

  @BeforeAll
  static void makeFiles() throws IOException {
    for (String name : RUNNING) {
      // The shell's $0 is the path that was executed.
      make(name, "#!/bin/sh\necho \"$0\"\n", "rwxr-xr-x");
    }
    make("plain/x", "#!/bin/sh\n", "rw-r--r--");
    make("broken/x", "#!/none/sh\n", "rwxr-xr-x");
    Files.createDirectories(root.resolve("folder/x"));
  }

  private static void make(String name, String text, String permissions) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void byTheRules(Case c) {
    FakeLinux linux = new FakeLinux();
    linux.searchPath = c.search == null ? null : c.search.replace("@", "");
    linux.directories.addAll(List.of("/child", "/jvm/sub"));
    RUNNING.forEach(name -> linux.files.put("/" + name, Executable.RUNS));
    linux.files.put("/broken/x", Executable.FAILS);
    String directory = c.directory == null ? null : c.directory.replace("@", "");
    String[] argv = {c.name.replace("@", "")};
    for (boolean inherited : new boolean[] {false, true}) {
      Command found = Command.of(new Request(argv, Map.of(), inherited, directory, true), linux);
      String expected = inherited ? c.inherited : c.withMap;
      assertThat(text(found)).isEqualTo(expected.replace("@", ""));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void asTheJdkDoesIt(Case c) throws IOException {
    String directory = c.directory == null ? "" : c.directory;
    ProcessBuilder jvm = Run.java(BothLookUps.class, List.of(), real(c.name), real(directory));
    jvm.directory(root.resolve("jvm").toFile());
    if (c.search == null) {
      jvm.environment().remove("PATH");
    } else {
      jvm.environment().put("PATH", real(c.search));
    }
    String expected =
        "rule with map: "
            + c.withMap
            + "\nreal with map: "
            + c.withMap
            + "\nrule inherited: "
            + c.inherited
            + "\nreal inherited: "
            + c.inherited
            + "\n";
    assertThat(Run.of(jvm)).isEqualTo(new Run(0, real(expected), ""));
  }

  /** The JDK goes on to {@code @/two/x}; the rules do not, but they know that this one fails. */
  @Test
  void aBrokenFileEndsTheSearch() {
    FakeLinux linux = new FakeLinux();
    linux.searchPath = "/broken:/two";
    linux.files.putAll(Map.of("/broken/x", Executable.FAILS, "/two/x", Executable.RUNS));
    Request request = new Request(new String[] {"x"}, Map.of(), false, null, true);
    assertThat(Command.of(request, linux).fails()).isTrue();
  }

  /**
   * Once a checkpoint is restored the JVM's {@code PATH} may be another; libc sees it, the JDK not.
   */
  @Test
  void withAMapInThePathOfTheFirstSpawn() {
    FakeLinux linux = new FakeLinux();
    RUNNING.forEach(file -> linux.files.put("/" + file, Executable.RUNS));
    linux.searchPath = "/one";
    linux.firstSearchPath();
    linux.searchPath = "/two";
    String[] argv = {"x"};
    Request withMap = new Request(argv, Map.of(), false, null, true);
    assertThat(text(Command.of(withMap, linux))).isEqualTo("/one/x");
    Request inherited = new Request(argv, Map.of(), true, null, true);
    assertThat(text(Command.of(inherited, linux))).isEqualTo("/two/x");
  }

  /** pty4j's way: the child's PATH, looked at from the JVM's directory. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      value = {
        "/one:/two,  x,          null,   /one/x",
        "/none:/two, y,          null,   /two/y",
        "':/one',    x,          null,   /one/x",
        "/one,       q,          null,   fails",
        "null,       x,          null,   fails",
        "'',         x,          null,   fails",
        // A folder of that name ends the search.
        "/all:/one,  x,          null,   fails",
        "/one,       /two/x,     null,   /two/x",
        "/one,       /two/q,     null,   fails",
        "/one,       ./x,        null,   ./x",
        "/one,       ../one/x,   null,   ../one/x",
        "sub,        x,          null,   sub/x",
        "/jvm,       sub/x,      null,   /jvm/sub/x",
        // Found from the JVM's directory, it must be there from the child's, too.
        "/one,       ./x,        /child, fails",
        "/one,       /two/x,     /child, /two/x",
        "/one,       x,          /none,  fails",
      })
  void asPty4jLooks(String search, String name, String directory, String expected) {
    FakeLinux linux = new FakeLinux();
    linux.searchPath = "/two";
    linux.directories.addAll(List.of("/child", "/all/x"));
    RUNNING.forEach(file -> linux.files.put("/" + file, Executable.RUNS));
    String[] entries = search == null ? new String[0] : new String[] {"PATH=" + search};
    Request request =
        Request.ofEntries(name, new String[] {"other"}, entries, directory, Search.PTY4J);
    assertThat(text(Command.of(request, linux))).isEqualTo(expected);
  }

  @Test
  void tellsWhatItsFileIsLike() {
    FakeLinux linux = new FakeLinux();
    linux.files.putAll(Map.of("/bin/runs", Executable.RUNS, "/bin/unsure", Executable.UNSURE));
    linux.justWritten.add("/bin/unsure");
    Command runs = command("runs", linux);
    assertThat(runs.isSureToStart()).isTrue();
    assertThat(runs.fails()).isFalse();
    assertThat(runs.isSettled()).isTrue();
    Command unsure = command("unsure", linux);
    assertThat(unsure.isSureToStart()).isFalse();
    assertThat(unsure.fails()).isFalse();
    assertThat(unsure.isSettled()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"x, true", "~\u007f, true", "\u0080, false", "é, false", "x€x, false"})
  void tellsWhetherItsPathIsAscii(String name, boolean ascii) {
    FakeLinux linux = new FakeLinux();
    linux.files.put("/bin/" + name, Executable.RUNS);
    assertThat(command(name, linux).isAscii()).isEqualTo(ascii);
  }

  private static Command command(String name, FakeLinux linux) {
    return Command.of(new Request(new String[] {name}, Map.of(), false, null, true), linux);
  }

  private static String text(Command found) {
    return found == null || found.fails() ? FAILS : found.path();
  }

  private static String real(String text) {
    return text.replace("@", root.toString());
  }

  /** Looks a command up by the rules and then starts it: with a map, and with none. */
  static final class BothLookUps {
    public static void main(String[] args) throws IOException {
      String directory = args[1].isEmpty() ? null : args[1];
      for (boolean inherited : new boolean[] {false, true}) {
        String mode = inherited ? " inherited: " : " with map: ";
        String[] argv = {args[0]};
        Request request = new Request(argv, System.getenv(), inherited, directory, true);
        Command found = Command.of(request, new ProcExecutables());
        System.out.println("rule" + mode + text(found));
        System.out.println("real" + mode + start(argv, inherited, directory));
      }
    }

    private static String start(String[] argv, boolean inherited, String directory) {
      ProcessBuilder builder = new ProcessBuilder(argv);
      builder.directory(directory == null ? null : Path.of(directory).toFile());
      if (!inherited) {
        builder.environment();
      }
      try {
        return Run.of(builder).out().trim();
      } catch (IOException e) {
        return FAILS;
      }
    }
  }
}
