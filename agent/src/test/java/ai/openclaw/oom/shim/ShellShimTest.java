package ai.openclaw.oom.shim;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.Needs;
import ai.openclaw.oom.Run;
import ai.openclaw.oom.linux.Executables;
import ai.openclaw.oom.linux.Executables.Executable;
import ai.openclaw.oom.linux.FakeLinux;
import ai.openclaw.oom.linux.ProcExecutables;
import ai.openclaw.oom.linux.ProcScores;
import ai.openclaw.oom.linux.Scores;
import ai.openclaw.oom.linux.ShellKind;
import ai.openclaw.oom.spawn.Decision;
import ai.openclaw.oom.spawn.Outcome;
import ai.openclaw.oom.spawn.Plan;
import ai.openclaw.oom.spawn.Policy;
import ai.openclaw.oom.spawn.Reason;
import ai.openclaw.oom.spawn.Request;
import ai.openclaw.oom.spawn.Search;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShellShimTest {
  private static Plan plan(
      Scores scores, Executables executables, boolean restore, Request request) {
    Policy policy = new Policy(1000, false, "", "");
    return new Decision(
            policy, List.of(new ShellShim(1000, restore, executables)), scores, executables)
        .decide(request);
  }

  /** Real shells and real children: the plan's argv and environment are started as they are. */
  @Nested
  class Started {
    private static final Set<String> BOOK_KEEPING = Set.of("PWD", "OLDPWD", "SHLVL", "_");

    private final Map<String, String> environment = new HashMap<>();
    @TempDir Path folder;

    @BeforeEach
    void scoreLeavesRoom() {
      Needs.that(new ProcScores().ownScore() < 1000, "an oom_score_adj of our own below 1000");
      environment.put("PATH", System.getenv("PATH"));
    }

    private String plain(String... argv) throws IOException {
      return run(argv, Map.of());
    }

    private String wrapped(boolean restore, String... argv) throws IOException {
      Plan plan =
          plan(
              new ProcScores(),
              new ProcExecutables(),
              restore,
              new Request(argv, environment, false, null, true));
      assertThat(plan.outcome()).as(() -> "" + plan.reason()).isEqualTo(Outcome.WRAPPED_SH);
      return run(plan.argv(), plan.environmentChanges());
    }

    private String run(String[] argv, Map<String, String> changes) throws IOException {
      ProcessBuilder builder = new ProcessBuilder(argv);
      builder.environment().clear();
      builder.environment().putAll(environment);
      changes.forEach(
          (name, value) -> {
            if (value == null) {
              builder.environment().remove(name);
            } else {
              builder.environment().put(name, value);
            }
          });
      Run run = Run.of(builder);
      assertThat(run).isEqualTo(new Run(0, run.out(), ""));
      return run.out();
    }

    /** A script that shows a file of its own in /proc. */
    private String showing(String file) throws IOException {
      Path script = folder.resolve("show");
      Files.writeString(script, "#!/bin/sh\ncat /proc/$$/" + file + "\n");
      assertThat(script.toFile().setExecutable(true)).isTrue();
      assertThat(script.toFile().setLastModified(0)).isTrue();
      return script.toString();
    }

    /** Variables with their values, but for the shell's own. */
    private Set<String> variables(String environ) {
      Set<String> variables = new TreeSet<>(Arrays.asList(environ.split("\0")));
      variables.removeIf(v -> BOOK_KEEPING.contains(v.substring(0, v.indexOf('='))));
      return variables;
    }

    @Test
    void raisesTheScore() throws IOException {
      assertThat(wrapped(false, "cat", "/proc/self/oom_score_adj")).isEqualTo("1000\n");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          " ",
          "a b",
          " a  b ",
          "'",
          "\"",
          "\\",
          "it's \"so\"",
          "a\nb\n",
          "\t\r",
          "*",
          "?[a-z]",
          "~",
          "$(id)",
          "`id`",
          "$HOME ${HOME} $0 $@",
          "a;b|c&d>e<f",
          "#",
          "!x",
          "{a,b}",
          "-n",
          "--",
          "-c",
          "x=y",
          "%s",
          "é ∀ 😀",
        })
    void argvIsExact(String argument) throws IOException {
      String program = showing("cmdline");
      String expected =
          String.join("\0", "/bin/sh", program, argument, "and", argument, "last") + "\0";
      assertThat(wrapped(false, program, argument, "and", argument, "last")).isEqualTo(expected);
    }

    /** argv[0] is what users see in messages. */
    @Test
    void aBareNameStaysArgvZero() throws IOException {
      String[] argv = {"cat", "/proc/self/cmdline"};
      assertThat(wrapped(false, argv)).isEqualTo("cat\0/proc/self/cmdline\0");
      environment.put("PATH", "/somewhere/else");
      String path = wrapped(false, argv).split("\0")[0];
      assertThat(path).startsWith("/").endsWith("/cat");
    }

    @Test
    void environmentIsExact() throws IOException {
      environment.put("EMPTY", "");
      environment.put("ODD", " a=b \n\t'\"\\$(id)`id`*~\n");
      environment.put("WIDE", "é ∀ 😀");
      environment.put("_x9", "1");
      String program = showing("environ");
      assertThat(variables(wrapped(false, program))).isEqualTo(variables(plain(program)));
    }

    @Test
    void harmfulVariablesAreStripped() throws IOException {
      harmful();
      String program = showing("environ");
      Set<String> expected = variables(plain(program));
      expected.removeIf(v -> v.matches("(?s)(BASH_ENV|ENV|CDPATH)=.*"));
      assertThat(variables(wrapped(false, program))).isEqualTo(expected);
    }

    @Test
    void harmfulVariablesAreHandedBackToTheByte() throws IOException {
      harmful();
      String program = showing("environ");
      assertThat(variables(wrapped(true, program))).isEqualTo(variables(plain(program)));
    }

    @Test
    void carriedValuesAreNoPartOfArgv() {
      environment.put("ENV", "secret");
      String[] argv = {"/bin/true"};
      Plan plan =
          plan(
              new ProcScores(),
              new ProcExecutables(),
              true,
              new Request(argv, environment, false, null, true));
      assertThat(plan.environmentChanges()).containsValue("secret");
      assertThat(plan.argv()).noneMatch(argument -> argument.contains("secret"));
    }

    private void harmful() {
      environment.put("BASH_ENV", " a  b \n\n");
      environment.put("ENV", "'\"\\$(id)`id`*~${HOME} é 😀");
      environment.put("CDPATH", "");
    }
  }

  /** The shell gets the bare name only where it is sure to find the same file. */
  @ParameterizedTest
  @CsvSource({
    "/bin,           /bin,           cat",
    "/opt:/bin,      /opt:/bin,      cat",
    "/bin:,          /bin:,          cat",
    "/bin:/a%b,      /bin:/a%b,      cat",
    "/bin:%b,        /bin:%b,        cat",
    "/bin,           /usr/bin,       /bin/cat",
    "/bin,           /bin:/opt,      /bin/cat",
    "/bin,           ,               /bin/cat",
    "/opt/:/bin,     /opt/:/bin,     /bin/cat",
    "/bin/,          /bin/,          /bin/cat",
    ":/bin,          :/bin,          /bin/cat",
    "opt:/bin,       opt:/bin,       /bin/cat",
    "/a%b:/bin,      /a%b:/bin,      /bin/cat",
    "/:/bin,         /:/bin,         /bin/cat",
  })
  void bareNameOrPath(String jvmSearches, String childSearches, String expected) {
    FakeLinux linux = new FakeLinux();
    linux.files.put("/bin/cat", Executable.RUNS);
    linux.searchPath = jvmSearches;
    Map<String, String> environment =
        childSearches == null ? Map.of() : Map.of("PATH", childSearches);
    Request request = new Request(new String[] {"cat", "-A"}, environment, false, null, true);
    assertThat(Arrays.asList(plan(linux, linux, false, request).argv()).subList(3, 5))
        .containsExactly(expected, "-A");
  }

  @Test
  void aPathStaysAsItIs() {
    FakeLinux linux = new FakeLinux();
    linux.files.put("/jvm/bin/cat", Executable.RUNS);
    for (String path : List.of("bin/cat", "./bin//cat", "/jvm/bin/cat")) {
      Request request = new Request(new String[] {path}, Map.of(), false, null, true);
      assertThat(plan(linux, linux, false, request).argv()[3]).isEqualTo(path);
    }
  }

  /** What makes the shim step aside from a spawn of {@code x} that it would otherwise carry. */
  private record Refusal(Reason reason, String command, BiConsumer<FakeLinux, Spawn> cause) {
    @Override
    public String toString() {
      return reason.name();
    }
  }

  private static final class Spawn {
    final Map<String, String> environment = new HashMap<>();
    boolean inherited;
    boolean restore;
    String argument = "";
  }

  static List<Refusal> refusals() {
    return List.of(
        new Refusal(Reason.NO_SHELL, "x", (linux, s) -> linux.shell = ShellKind.NONE),
        new Refusal(Reason.UNKNOWN_SHELL, "x", (linux, s) -> linux.shell = ShellKind.OTHER),
        new Refusal(Reason.RELATIVE_COMMAND, "bin/x", (linux, s) -> linux.shell = ShellKind.BASH),
        new Refusal(
            Reason.RELATIVE_COMMAND,
            "y",
            (linux, s) -> {
              s.inherited = true;
              linux.searchPath = "";
              linux.files.put("/jvm/y", Executable.RUNS);
            }),
        new Refusal(
            Reason.ENVIRONMENT_WITHOUT_PATH, "x", (linux, s) -> linux.shell = ShellKind.BUSYBOX),
        underBash(Reason.LOCALE, "LC_ALL", "xx_YY.UTF-8"),
        underBash(Reason.LOCALE, "LANG", "xx"),
        underBash(Reason.ENVIRONMENT_ACTED_ON, "SHLVL", "999"),
        new Refusal(Reason.LEADING_DASH, "-x", (linux, s) -> {}),
        new Refusal(
            Reason.COMMAND_NOT_KNOWN,
            "x",
            (linux, s) -> linux.files.put("/bin/x", Executable.UNSURE)),
        new Refusal(
            Reason.COMMAND_JUST_WRITTEN, "x", (linux, s) -> linux.justWritten.add("/bin/x")),
        new Refusal(Reason.COMMAND_NOT_ASCII, "é", (linux, s) -> {}),
        new Refusal(
            Reason.NO_WORKING_DIRECTORY, "x", (linux, s) -> linux.hasWorkingDirectory = false),
        new Refusal(Reason.TOO_LONG, "x", (linux, s) -> s.argument = "a".repeat(100_000)),
        new Refusal(
            Reason.TOO_LONG, "x", (linux, s) -> s.environment.put("A", "a".repeat(100_000))),
        name("a-b"),
        name("a b"),
        name("1a"),
        name("a.b"),
        name(""),
        name("é"),
        name("BASH_FUNC_ls%%"),
        actedOn("IFS"),
        actedOn("OPTIND"),
        actedOn("PPID"),
        actedOn("PS4"),
        actedOn("SHELLOPTS"),
        actedOn("BASHOPTS"),
        actedOn("RANDOM"),
        actedOn("LD_PRELOAD"),
        actedOn("LD_TRACE_LOADED_OBJECTS"),
        actedOn("GLIBC_TUNABLES"),
        new Refusal(
            Reason.ENVIRONMENT_NOT_WHOLE,
            "x",
            (linux, s) -> {
              s.inherited = true;
              linux.isEnvironmentWhole = false;
            }),
        new Refusal(
            Reason.ENVIRONMENT_NOT_DECODABLE,
            "x",
            (linux, s) -> s.environment.putAll(Map.of("ENV", "e", "A", "\ufffd"))),
        new Refusal(
            Reason.ENVIRONMENT_NOT_DECODABLE,
            "x",
            (linux, s) -> {
              s.restore = true;
              s.environment.put("ENV", "é");
              linux.isUtf8 = false;
            }));
  }

  private static Refusal underBash(Reason reason, String name, String value) {
    return new Refusal(
        reason,
        "x",
        (linux, s) -> {
          linux.shell = ShellKind.BASH;
          s.environment.put(name, value);
        });
  }

  private static Refusal name(String name) {
    return new Refusal(Reason.ENVIRONMENT_NAME, "x", (linux, s) -> s.environment.put(name, ""));
  }

  private static Refusal actedOn(String name) {
    return new Refusal(
        Reason.ENVIRONMENT_ACTED_ON, "x", (linux, s) -> s.environment.put(name, "1"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void stepsAside(Refusal refusal) {
    FakeLinux linux = new FakeLinux();
    List.of("/bin/x", "/jvm/bin/x", "/bin/-x", "/bin/é")
        .forEach(file -> linux.files.put(file, Executable.RUNS));
    Spawn spawn = new Spawn();
    assertThat(outcome("x", spawn, linux).outcome()).isEqualTo(Outcome.WRAPPED_SH);
    refusal.cause.accept(linux, spawn);
    Plan plan = outcome(refusal.command, spawn, linux);
    assertThat(plan.outcome()).isEqualTo(Outcome.LEFT_ALONE);
    assertThat(plan.reason()).isEqualTo(refusal.reason);
  }

  private static Plan outcome(String command, Spawn spawn, FakeLinux linux) {
    String[] argv = {command, spawn.argument};
    return plan(
        linux,
        linux,
        spawn.restore,
        new Request(argv, spawn.environment, spawn.inherited, null, true));
  }

  /** Spawns of libraries: another argv[0] than the program, entries that are no variables. */
  @ParameterizedTest
  @CsvSource({
    "x,      x, A=1 B=2, WRAPPED_SH, ",
    "/bin/x, x, A=1 B=2, LEFT_ALONE, OTHER_NAME",
    "x,      x, A=1 A=1, LEFT_ALONE, ENVIRONMENT_NOT_WHOLE",
    "x,      x, A=1 B,   LEFT_ALONE, ENVIRONMENT_NOT_WHOLE",
    "x,      x, A=1 =B,  LEFT_ALONE, ENVIRONMENT_NOT_WHOLE",
  })
  void spawnsOfLibraries(
      String program, String name, String entries, Outcome outcome, Reason reason) {
    FakeLinux linux = new FakeLinux();
    linux.files.put("/bin/x", Executable.RUNS);
    String[] argv = {name};
    Request request =
        Request.ofEntries(program, argv, entries.split(" "), null, Search.POSIX_SPAWNP);
    Plan plan = plan(linux, linux, false, request);
    assertThat(plan.outcome()).isEqualTo(outcome);
    assertThat(plan.reason()).isEqualTo(reason);
  }

  /** The shell's own share, and nine for each string, must find room, too. */
  @ParameterizedTest
  @CsvSource({"0, WRAPPED_SH", "1, LEFT_ALONE"})
  void isUsedUpToALength(int more, Outcome outcome) {
    FakeLinux linux = new FakeLinux();
    linux.files.put("/bin/x", Executable.RUNS);
    String[] argv = {"x", "a".repeat(10_000)};
    int strings = 9 * 4;
    int rest = 36 * 1024 - "x".length() - 10_000 - "ABC".length() - "D".length() - strings;
    Map<String, String> environment = Map.of("ABC", "v".repeat(rest + more), "D", "");
    Plan plan = plan(linux, linux, false, new Request(argv, environment, false, null, true));
    assertThat(plan.outcome()).isEqualTo(outcome);
    assertThat(plan.reason()).isEqualTo(more == 0 ? null : Reason.TOO_LONG);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "z", "A", "Z", "_", "a0", "a9", "aZ_z09", "azAZ"})
  void anIdentifierIsHandedOn(String name) {
    FakeLinux linux = new FakeLinux();
    linux.files.put("/bin/x", Executable.RUNS);
    assertThat(outcome("x", spawn(name, "1"), linux).outcome()).isEqualTo(Outcome.WRAPPED_SH);
  }

  @ParameterizedTest
  @ValueSource(strings = {"`", "{", "@", "[", "0", "9", "a/", "a:", "a`", "a{", "a@", "a["})
  void whatIsJustBesideAnIdentifierIsNot(String name) {
    FakeLinux linux = new FakeLinux();
    linux.files.put("/bin/x", Executable.RUNS);
    assertThat(outcome("x", spawn(name, "1"), linux).reason()).isEqualTo(Reason.ENVIRONMENT_NAME);
  }

  private static Spawn spawn(String name, String value) {
    Spawn spawn = new Spawn();
    spawn.environment.put(name, value);
    return spawn;
  }

  @ParameterizedTest
  @CsvSource({
    "SHLVL,    99",
    "LANG,     C",
    "LANG,     ''",
    "LC_ALL,   POSIX",
    "LC_CTYPE, C.UTF-8",
    "LC_CTYPE, C.utf8",
    "LANGUAGE, xx",
  })
  void bashTakesThemAsTheyAre(String name, String value) {
    FakeLinux linux = new FakeLinux();
    linux.shell = ShellKind.BASH;
    linux.files.put("/bin/x", Executable.RUNS);
    assertThat(outcome("x", spawn(name, value), linux).outcome()).isEqualTo(Outcome.WRAPPED_SH);
  }

  @Test
  void onlyWhatIsBeyondAsciiMayNotSurvive() {
    FakeLinux linux = new FakeLinux();
    linux.isUtf8 = false;
    linux.files.put("/bin/x", Executable.RUNS);
    Spawn spawn = spawn("ENV", "~\u007f");
    assertThat(outcome("x", spawn, linux).outcome()).isEqualTo(Outcome.WRAPPED_SH);
    spawn.environment.put("ENV", "\u0080");
    assertThat(outcome("x", spawn, linux).reason()).isEqualTo(Reason.ENVIRONMENT_NOT_DECODABLE);
  }

  /** By a bare name busybox runs what it has itself. */
  @Test
  void busyboxIsGivenThePath() {
    FakeLinux linux = new FakeLinux();
    linux.shell = ShellKind.BUSYBOX;
    linux.files.put("/bin/x", Executable.RUNS);
    Spawn spawn = spawn("PATH", "/bin");
    assertThat(outcome("x", spawn, linux).argv()[3]).isEqualTo("/bin/x");
    linux.shell = ShellKind.DASH;
    assertThat(outcome("x", spawn, linux).argv()[3]).isEqualTo("x");
  }

  /** What one spawn was given, or has inherited, says nothing of what the next one inherits. */
  @Test
  void theJvmsOwnEnvironmentIsLookedAtAnew() {
    FakeLinux linux = new FakeLinux();
    linux.files.put("/bin/x", Executable.RUNS);
    ShellShim shim = new ShellShim(1000, false, linux);
    Decision decision = new Decision(new Policy(1000, false, "", ""), List.of(shim), linux, linux);
    String[] argv = {"x"};
    Request own = new Request(argv, Map.of("A", "1"), true, null, true);
    Request given = new Request(argv, Map.of("IFS", "1"), false, null, true);
    assertThat(decision.decide(given).isWrapped()).isFalse();
    assertThat(decision.decide(own).isWrapped()).isTrue();
    // As it may be once a checkpoint was restored.
    Request restored = new Request(argv, Map.of("IFS", "1"), true, null, true);
    assertThat(decision.decide(restored).isWrapped()).isFalse();
  }

  /** None of these would reach the shell changed. */
  @Test
  void doesNotStepAsideWithoutNeed() {
    FakeLinux linux = new FakeLinux();
    linux.files.put("/bin/x", Executable.RUNS);
    linux.hasWorkingDirectory = false;
    linux.directories.add("/child");
    linux.isEnvironmentWhole = false;
    linux.isUtf8 = false;
    Map<String, String> environment =
        Map.of("A", "é\ufffd", "_", "/bin/x", "PWD", "/", "SHLVL", "1");
    Request request = new Request(new String[] {"x", "é"}, environment, false, "/child", true);
    assertThat(plan(linux, linux, true, request).outcome()).isEqualTo(Outcome.WRAPPED_SH);
  }
}
