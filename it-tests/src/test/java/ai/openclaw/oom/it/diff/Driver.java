package ai.openclaw.oom.it.diff;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import ai.openclaw.oom.it.diff.Spawn.Api;
import ai.openclaw.oom.it.diff.Spawn.Ending;
import ai.openclaw.oom.it.diff.Stage.Variables;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The application: makes its share of the spawns, in a JVM without or with the agent, and writes
 * down what their probes and itself could see.
 *
 * <p>Arguments: the fixture's folder, this run's own folder, the seed, the first index, the step to
 * the next ones, the end, whether the JVM has a {@code PATH}.
 */
final class Driver {
  /** A folder of the run that is removed as soon as the JVM, which may work in it, has started. */
  static final String GONE = "gone";

  /** Only guards against a hang. */
  private static final int DEADLINE_SECONDS = 30;

  private static final boolean HAS_AGENT = System.getProperty("openclaw.oom.active") != null;

  private static final Set<String> WRITTEN = Set.of("file", "append");

  private final String root;
  private final Path run;
  private final Switchboard switchboard;
  private final Tail stdout;
  private final Tail stderr;

  private Driver(String root, Path run) throws IOException {
    this.root = root;
    this.run = run;
    this.switchboard = new Switchboard(Path.of(root, "sockets"));
    this.stdout = new Tail(run.resolve("stdout"));
    this.stderr = new Tail(run.resolve("stderr"));
  }

  public static void main(String[] args) throws Exception {
    Driver driver = new Driver(args[0], Path.of(args[1]));
    Generator generator = new Generator(Long.parseLong(args[2]), args[0]);
    int step = Integer.parseInt(args[4]);
    int end = Integer.parseInt(args[5]);
    boolean hasPath = Boolean.parseBoolean(args[6]);
    Files.delete(Path.of(args[1], GONE));
    // Held open for writing, so that executing it fails.
    OutputStream busy = new FileOutputStream(args[0] + "/bad/busy", true);
    try (PrintStream results = new PrintStream(args[1] + "/results", UTF_8)) {
      for (int i = Integer.parseInt(args[3]); i < end; i += step) {
        Record record = new Record(i, args[1]);
        driver.make(generator.spawn(i, hasPath), record);
        record.write(results);
      }
    }
    busy.close();
    driver.switchboard.close();
  }

  private void make(Spawn spawn, Record record) throws Exception {
    int count = spawn.stages().size();
    for (int i = 0; i < count; i++) {
      if (writesFiles(spawn.stages().get(i))) {
        prepare(i);
      }
    }
    stdout.skip();
    stderr.skip();
    List<Process> processes = List.of();
    try {
      processes = start(spawn);
      record.put(0, Record.FAILURE, Record.NO_FAILURE);
    } catch (Throwable t) {
      record.put(0, Record.FAILURE, text(t));
    }
    Map<Long, Call> calls = switchboard.await(processes, DEADLINE_SECONDS);
    record.agent(agentsWords(processes.size(), spawn.stages()), spawn.stages());
    Map<String, String> pipes = new HashMap<>();
    for (int i = 0; i < processes.size(); i++) {
      Process process = processes.get(i);
      Call call = calls.get(process.pid());
      record.put(i, Record.STARTED, call == null ? "without a report" : "yes");
      if (call == null && process.isAlive()) {
        // Past the deadline. Whoever holds its pipes would be waited for in vain.
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        record.put(i, Record.STARTED, "neither reports nor ends");
      }
      if (call != null) {
        record.report(i, call.report(), process.pid(), pipes);
        record.parent(i, process);
      }
    }
    for (Call call : calls.values()) {
      call.answer(spawn.mode(), spawn.code());
    }
    for (Process process : processes) {
      end(process, spawn.ending());
    }
    finish(processes, record);
    if (!wasCutShort(spawn, processes)) {
      for (int i = 0; i < count; i++) {
        if (writesFiles(spawn.stages().get(i))) {
          record.output(i, "stdout to file", content("out-" + i));
          record.output(i, "stderr to file", content("err-" + i));
        }
      }
      record.output(0, "inherited stdout", stdout.peek());
      record.inheritedErrors(stderr.peek(), spawn.stages());
    }
  }

  /**
   * The agent gives its lines a moment to be written, and goes on: on a busy machine they come
   * later. Whoever was started has one.
   */
  private String agentsWords(int started, List<Stage> stages) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
    String words = stderr.peek();
    while (HAS_AGENT && Record.outcomes(words, stages) < started && System.nanoTime() < end) {
      Thread.yield();
      words = stderr.peek();
    }
    return words;
  }

  /**
   * When a pipeline's later stage fails, the JDK kills those before it. What they have written by
   * then is chance: without the agent, a shell in a deleted directory has not complained of it in
   * one of a hundred cases.
   */
  private static boolean wasCutShort(Spawn spawn, List<Process> processes) {
    return spawn.api() == Api.PIPELINE && processes.isEmpty();
  }

  private void end(Process process, Ending ending) {
    if (ending == Ending.DESTROY) {
      process.destroy();
    } else if (ending == Ending.DESTROY_FORCIBLY) {
      process.destroyForcibly();
    }
  }

  private void finish(List<Process> processes, Record record) throws InterruptedException {
    for (Process process : processes) {
      try (OutputStream in = process.getOutputStream()) {
        in.write("a line of input\n".getBytes(UTF_8));
      } catch (IOException e) {
        // It has ended, or reads nothing: the same without the agent, or its output shows it.
      }
    }
    for (int i = 0; i < processes.size(); i++) {
      Process process = processes.get(i);
      record.output(i, "stdout", read(process.getInputStream()));
      record.output(i, "stderr", read(process.getErrorStream()));
      if (process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
        record.put(i, "exit", Integer.toString(process.exitValue()));
      } else {
        record.put(i, "exit", "none: it hangs");
        process.destroyForcibly();
      }
      record.put(
          i, "ended", process.toString().replaceAll("pid=" + process.pid() + "\\b", "pid=PID"));
    }
  }

  private static String read(InputStream stream) {
    try {
      return new String(stream.readAllBytes(), ISO_8859_1);
    } catch (IOException e) {
      // A reaped process's stream may be closed.
      return e.toString();
    }
  }

  private static boolean writesFiles(Stage stage) {
    return WRITTEN.contains(stage.out()) || WRITTEN.contains(stage.err());
  }

  private void prepare(int stage) throws IOException {
    for (String name : new String[] {"out-", "err-"}) {
      Path file = run.resolve(name + stage);
      if (Files.exists(file)) {
        Files.delete(file);
      }
      Files.writeString(run.resolve(name + stage + "-append"), "before\n");
    }
  }

  private String content(String name) throws IOException {
    Path file = run.resolve(name);
    String written = Files.exists(file) ? Files.readString(file, ISO_8859_1) : "none";
    return written + Files.readString(run.resolve(name + "-append"), ISO_8859_1);
  }

  private List<Process> start(Spawn spawn) throws IOException {
    if (spawn.api() == Api.RUNTIME) {
      Stage stage = spawn.stages().get(0);
      File directory = stage.directory() == null ? null : new File(stage.directory());
      return List.of(
          Runtime.getRuntime()
              .exec(stage.command().toArray(String[]::new), array(stage.variables()), directory));
    }
    List<ProcessBuilder> builders = new ArrayList<>();
    for (int i = 0; i < spawn.stages().size(); i++) {
      builders.add(builder(spawn.stages().get(i), i));
    }
    return spawn.api() == Api.PIPELINE
        ? ProcessBuilder.startPipeline(builders)
        : List.of(builders.get(0).start());
  }

  private ProcessBuilder builder(Stage stage, int number) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(Filling.filled(stage.command()));
    if (stage.directory() != null) {
      builder.directory(new File(stage.directory()));
    }
    Variables variables = stage.variables();
    if (variables.given()) {
      if (variables.cleared()) {
        builder.environment().clear();
      }
      apply(variables, builder.environment());
    }
    switch (stage.in()) {
      case "inherit" -> builder.redirectInput(Redirect.INHERIT);
      case "file" -> builder.redirectInput(new File(root, "input"));
      case "missing" -> builder.redirectInput(new File(root, "missing"));
      default -> {}
    }
    if (!stage.out().equals("pipe")) {
      builder.redirectOutput(redirect(stage.out(), "out-" + number));
    }
    if (stage.err().equals("merge")) {
      builder.redirectErrorStream(true);
    } else if (!stage.err().equals("pipe")) {
      builder.redirectError(redirect(stage.err(), "err-" + number));
    }
    return builder;
  }

  private Redirect redirect(String kind, String name) {
    return switch (kind) {
      case "inherit" -> Redirect.INHERIT;
      case "discard" -> Redirect.DISCARD;
      case "file" -> Redirect.to(run.resolve(name).toFile());
      case "append" -> Redirect.appendTo(run.resolve(name + "-append").toFile());
      default -> Redirect.to(new File(root, "missing/file"));
    };
  }

  private static void apply(Variables variables, Map<String, String> environment) {
    for (int i = 0; i < variables.set().size(); i += 2) {
      if (variables.set().get(i + 1) == null) {
        environment.remove(variables.set().get(i));
      } else {
        environment.put(variables.set().get(i), variables.set().get(i + 1));
      }
    }
  }

  private static String[] array(Variables variables) {
    if (!variables.given()) {
      return null;
    }
    List<String> entries = new ArrayList<>();
    if (!variables.cleared()) {
      System.getenv().forEach((name, value) -> entries.add(name + "=" + value));
    }
    for (int i = 0; i < variables.set().size(); i += 2) {
      String value = variables.set().get(i + 1);
      entries.add(variables.set().get(i) + (value == null ? "" : "=" + value));
    }
    return entries.toArray(String[]::new);
  }

  private static String text(Throwable t) {
    StringBuilder text = new StringBuilder();
    for (Throwable cause = t; cause != null; cause = cause.getCause()) {
      text.append(cause.getClass().getName()).append(": ").append(cause.getMessage()).append(" / ");
      for (Throwable suppressed : cause.getSuppressed()) {
        text.append("suppressed ").append(suppressed).append(" / ");
      }
    }
    return text.toString();
  }
}
