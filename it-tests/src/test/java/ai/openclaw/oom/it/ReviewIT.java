package ai.openclaw.oom.it;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.openclaw.oom.probe.OneChild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What REVIEW.md says is done and started, against a trace of what the kernel was asked for. */
class ReviewIT {
  private static final Pattern EXEC =
      Pattern.compile("execve\\(\"([^\"]*)\", \\[(.*)\\], 0x.* = 0");
  private static final Pattern ARGUMENT = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern CALL = Pattern.compile("^\\d+ +(\\w+)\\((.*)$");

  /** What changes files, or speaks to somebody. */
  private static final String CALLS =
      "execve,openat,open,creat,mkdir,mkdirat,rename,renameat,renameat2,unlink,unlinkat,link,linkat,"
          + "symlink,symlinkat,chmod,fchmod,fchmodat,chown,fchown,fchownat,truncate,ftruncate,"
          + "socket,bind,listen,accept,accept4,connect,kill,pidfd_send_signal";

  @BeforeAll
  static void hasATracer() throws Exception {
    Ci.orSkip(Tool.isThere("strace"), "what is done is not traced: strace is not there");
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "native", "native-fork", "sh", "parent"})
  void startsWhatIsWritten(String way) throws Exception {
    assumeThat(Runtime.version().feature()).as("the text is JDK 17's").isEqualTo(17);
    List<String> started = new ArrayList<>();
    for (String call : trace(way)) {
      Matcher exec = EXEC.matcher(call);
      if (exec.find()) {
        started.add(asWritten(exec.group(1), exec.group(2)));
      }
    }
    assertThat(started.get(0)).contains("/bin/java ");
    assertThat(started.subList(1, started.size())).isEqualTo(written(way));
  }

  @ParameterizedTest
  @ValueSource(strings = {"native", "sh", "parent"})
  void changesNothingButScores(String way) throws Exception {
    List<String> without = changes(trace("none"));
    List<String> with = new ArrayList<>(changes(trace(way)));
    assertThat(without).isNotEmpty();
    without.forEach(with::remove);
    assertThat(with)
        .isNotEmpty()
        .allSatisfy(
            change ->
                assertThat(change).matches("openat \"/(proc/(self|N)/oom_score_adj|dev/null)\""));
  }

  @Test
  void theShellsLineIsTheAgentsOwn() throws IOException {
    String text = Files.readString(document());
    String line = written("sh").get(1);
    String script = line.substring("/bin/".length(), line.indexOf(" /bin/cat"));
    assertThat(text).contains("\n" + script + "\n");
    assertThat(text).contains("\"" + script.substring(0, script.indexOf(" \"$0\"")) + "\"");
  }

  /** Files opened for writing, and all calls of the other kinds; without what differs each time. */
  private static List<String> changes(List<String> trace) {
    List<String> changes = new ArrayList<>();
    for (String line : trace) {
      Matcher call = CALL.matcher(line);
      boolean isCall = call.find() && !call.group(1).equals("execve");
      boolean isReading = isCall && call.group(1).startsWith("open") && line.contains("O_RDONLY");
      if (isCall && !isReading) {
        Matcher path = ARGUMENT.matcher(call.group(2));
        String on = path.find() ? path.group() : call.group(2);
        changes.add(
            (call.group(1) + " " + on)
                .replaceAll("/proc/\\d+/", "/proc/N/")
                .replaceAll("(?<=[/\"])\\d+(?=\")", "PID"));
      }
    }
    return changes;
  }

  private static List<String> trace(String way) throws Exception {
    JavaRun run = new JavaRun(own());
    Path trace = run.directory().resolve("trace");
    run.prepare(
        "set -- strace -f -qq -z -s 400 -e signal=none -e trace="
            + CALLS
            + " -o "
            + trace
            + " \"$@\"");
    if (way.equals("native-fork")) {
      run.options("-Djdk.lang.Process.launchMechanism=FORK");
    }
    if (!way.equals("none")) {
      run.agent("shim=" + way.replace("-fork", ""));
    }
    assertThat(run.main(OneChild.class, "/bin/cat", "-u").run()).succeeded().printed("");
    return Files.readAllLines(trace);
  }

  private static Jdk own() {
    Path java = Path.of(System.getProperty("java.home"), "bin/java");
    return new Jdk(Runtime.version().feature(), "own", List.of(), java);
  }

  private static String asWritten(String program, String arguments) {
    List<String> argv = new ArrayList<>();
    for (Matcher argument = ARGUMENT.matcher(arguments); argument.find(); ) {
      argv.add(argument.group(1).replace("\\\"", "\""));
    }
    // What the JDK tells its own program is no matter of ours.
    boolean isJdk = argv.get(argv.size() - 1).matches("\\d+:\\d+(:\\d+)?");
    String rest = isJdk ? "" : argv.stream().skip(1).map(a -> " " + a).collect(joining());
    return (program + rest)
        .replaceAll("/lib/\\.\\.//(\\.\\./)+.*" + Places.helper(), "/lib/..//../<helper>")
        .replace(Places.helper().toString(), "<helper>")
        .replace(System.getProperty("java.home"), "<jdk>");
  }

  private static List<String> written(String way) throws IOException {
    String name = way.equals("parent") ? "none" : way;
    List<String> lines = Files.readAllLines(document());
    int head = lines.indexOf("```exec " + name);
    assertThat(head).as(name).isNotNegative();
    try (Stream<String> after = lines.subList(head + 1, lines.size()).stream()) {
      return after.takeWhile(line -> !line.equals("```")).toList();
    }
  }

  private static Path document() {
    return Places.REPOSITORY.resolve("agent/docs/REVIEW.md");
  }
}
