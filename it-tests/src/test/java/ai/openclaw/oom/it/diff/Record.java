package ai.openclaw.oom.it.diff;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.PrintStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What was seen of one spawn: values by stage and aspect, in which whatever is by chance (process
 * numbers, inodes, the run's own folder) is replaced by what it stands for.
 */
final class Record {
  /** The score when the probe's {@code main} began: allowed to differ, and no aspect. */
  static final String SCORE_AT_MAIN = "score at main";

  /** The score as the parent reads it, once the probe runs. */
  static final String SCORE = "score";

  static final String STARTED = "started";
  static final String FAILURE = "failure";
  static final String NO_FAILURE = "none";

  /** The agent's own words on the spawn. */
  static final String AGENT = "agent";

  private static final Pattern BOOK_KEEPING = Pattern.compile("(PWD|OLDPWD|SHLVL|_)=.*");
  private static final Pattern STRIPPED = Pattern.compile("(ENV|BASH_ENV|CDPATH)=.*");
  private static final Pattern PIPE = Pattern.compile("(pipe|socket):\\[\\d+\\]");

  /** Also in the midst of a line that a child has begun and will end with its next write. */
  private static final Pattern AGENT_LINE = Pattern.compile("\\[openclaw-oom\\] (.*)\n");

  private static final Pattern OUTCOME =
      Pattern.compile("(WRAPPED|LEFT|WOULD|ALREADY|INHERITED|OPTED|NOT|AGENT|EMPTY)[A-Z_]*");
  private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-f]{8,}");
  private static final Pattern LOADER_PID = Pattern.compile("(?m)^ +\\d+:(?=\t|$)");
  private static final int LONGEST = 2000;

  private final int index;
  private final String run;
  private final Map<String, String> values = new LinkedHashMap<>();

  Record(int index, String run) {
    this.index = index;
    this.run = run;
  }

  /** Takes what a process has written; the C library's loader writes addresses and its own pid. */
  void output(int stage, String aspect, String text) {
    put(stage, aspect, LOADER_PID.matcher(ADDRESS.matcher(text).replaceAll("0x")).replaceAll(""));
  }

  void put(int stage, String aspect, String value) {
    values.put(stage + "\t" + aspect, value.replace(run, "<run>"));
  }

  /** Takes a probe's report apart. */
  void report(int stage, String report, long pid, Map<String, String> pipes) {
    long jvm = ProcessHandle.current().pid();
    for (String line : report.split("\n")) {
      int tab = line.indexOf('\t');
      String name = line.substring(0, tab);
      String value = line.substring(tab + 1);
      switch (name) {
        case "oom_score_adj" -> put(stage, SCORE_AT_MAIN, value.replace("\\x0a", ""));
        case "pid", "ppid", "pgid", "sid", "foreground-group" ->
            put(stage, name, relation(value, pid, jvm));
        case "argv" -> {
          int blank = value.indexOf(' ');
          put(stage, "argv[0]", blank < 0 ? "none" : value.substring(0, blank));
          put(stage, "arguments", value.substring(blank + 1));
        }
        case "cmdline" -> {
          int nul = value.indexOf("\\x00");
          put(stage, "cmdline's argv[0]", nul < 0 ? value : value.substring(0, nul));
          put(stage, "cmdline's arguments", nul < 0 ? "" : value.substring(nul));
        }
        // What a script's own shell makes of the variable, if it finds one.
        case "environ" ->
            environment(stage, value.replaceAll("(^| )PPID=" + jvm + "(?= |$)", "$1PPID=JVM"));
        case "fds" -> put(stage, "open files", files(value, pipes));
        default -> put(stage, name, value);
      }
    }
  }

  private static String relation(String id, long pid, long jvm) {
    return id.equals(Long.toString(pid)) ? "self" : id.equals(Long.toString(jvm)) ? "JVM" : id;
  }

  private void environment(int stage, String value) {
    List<String> entries = Arrays.asList(value.isEmpty() ? new String[0] : value.split(" ", -1));
    put(stage, "environment's order", value);
    put(
        stage,
        "environment",
        matching(
            entries.stream()
                .filter(
                    e -> !BOOK_KEEPING.matcher(e).matches() && !STRIPPED.matcher(e).matches())));
    put(
        stage,
        "PWD, OLDPWD, SHLVL, _",
        matching(entries.stream().filter(e -> BOOK_KEEPING.matcher(e).matches())));
    put(
        stage,
        "ENV, BASH_ENV, CDPATH",
        matching(entries.stream().filter(e -> STRIPPED.matcher(e).matches())));
  }

  private static String matching(Stream<String> entries) {
    return entries.sorted().collect(joining(" "));
  }

  /** A pipe is known by its first appearance; how far the JVM's own files were read by nobody. */
  private String files(String value, Map<String, String> pipes) {
    Matcher pipe = PIPE.matcher(value);
    String named =
        pipe.replaceAll(
            found ->
                pipes.computeIfAbsent(found.group(), p -> found.group(1) + "#" + pipes.size()));
    return named
        .replace(run, "<run>")
        .replaceAll("(<run>/std(?:in|out|err),flags=\\d+,cloexec=\\d+),pos=\\d+", "$1");
  }

  /** What the parent sees while the probe runs. */
  void parent(int stage, Process process) {
    ProcessHandle.Info info = process.info();
    put(stage, "info().command()", info.command().orElse("none"));
    put(stage, "info().arguments()", info.arguments().map(Record::joined).orElse("none"));
    put(stage, "info().user()", info.user().orElse("none"));
    put(
        stage,
        "Process",
        Stream.of(
                    process,
                    process.getOutputStream(),
                    process.getInputStream(),
                    process.getErrorStream())
                .map(object -> object.getClass().getName())
                .collect(joining(" "))
            + " alive="
            + process.isAlive()
            + " child="
            + process.toHandle().parent().map(ProcessHandle.current()::equals).orElse(false));
    put(stage, SCORE, score(process.pid()));
  }

  private static String joined(String[] arguments) {
    return arguments.length + ": " + String.join(" ", arguments);
  }

  private static String score(long pid) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/oom_score_adj")).trim();
    } catch (IOException e) {
      return e.toString().replace(Long.toString(pid), "PID");
    }
  }

  /** On how many starts there are words of the agent's. */
  static int outcomes(String errors, List<Stage> stages) {
    Matcher line = AGENT_LINE.matcher(withoutBreaks(errors, stages));
    int count = 0;
    while (line.find()) {
      count += OUTCOME.matcher(line.group(1).split(" ", 2)[0]).matches() ? 1 : 0;
    }
    return count;
  }

  /** Keeps the agent's words on each start, without the command, which may hold anything. */
  void agent(String errors, List<Stage> stages) {
    Matcher line = AGENT_LINE.matcher(withoutBreaks(errors, stages));
    StringBuilder words = new StringBuilder();
    while (line.find()) {
      String text = line.group(1);
      int blank = text.indexOf(' ');
      String outcome = blank < 0 ? text : text.substring(0, blank);
      if (OUTCOME.matcher(outcome).matches()) {
        int reason = text.lastIndexOf(": ");
        words.append(outcome).append(reason < 0 ? "" : text.substring(reason)).append('\n');
      }
    }
    put(0, AGENT, words.toString());
  }

  /** What children wrote to the JVM's stderr: all but the agent's lines. */
  void inheritedErrors(String errors, List<Stage> stages) {
    String rest = AGENT_LINE.matcher(withoutBreaks(errors, stages)).replaceAll("");
    output(0, "inherited stderr", rest);
  }

  /** The agent's words on one start are one line, unless the command's name has line breaks. */
  private static String withoutBreaks(String errors, List<Stage> stages) {
    String text = errors;
    for (Stage stage : stages) {
      String name = stage.command().isEmpty() ? null : stage.command().get(0);
      if (name != null && name.contains("\n")) {
        text = text.replace(" " + name + ":", " command:").replace(" " + name + "\n", " command\n");
      }
    }
    return text;
  }

  void write(PrintStream out) {
    values.forEach(
        (key, value) -> out.printf("%d\t%s\t%s\n", index, key, shortened(escaped(value))));
  }

  private static String escaped(String text) {
    return text.replace("\n", "\\x0a").replace("\t", "\\x09").replace("\r", "\\x0d");
  }

  private static String shortened(String text) {
    if (text.length() <= LONGEST) {
      return text;
    }
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(ISO_8859_1));
      return text.substring(0, 400)
          + "… "
          + text.length()
          + " "
          + new BigInteger(1, digest).toString(36);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads what {@link #write} has written: by index, then by stage and aspect. */
  static Map<Integer, Map<String, String>> read(Path file) throws IOException {
    Map<Integer, Map<String, String>> records = new TreeMap<>();
    try (Stream<String> lines = Files.lines(file)) {
      lines.forEach(
          line -> {
            String[] parts = line.split("\t", 4);
            records
                .computeIfAbsent(Integer.valueOf(parts[0]), i -> new LinkedHashMap<>())
                .put(parts[1] + "\t" + parts[2], parts[3]);
          });
    }
    return records;
  }
}
