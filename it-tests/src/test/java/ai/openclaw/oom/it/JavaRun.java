package ai.openclaw.oom.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Starts a real JVM in a working directory of its own. Every setter gives the run itself. */
public final class JavaRun {

  /** Only guards against a hang: far beyond what any run takes. */
  private static final int DEADLINE_SECONDS = Integer.getInteger("it.deadline", 240);

  /** Another agent for every JVM, which notes what of ours it comes by; mostly none. */
  private static final String CARRIED = System.getProperty("oom.carried", "");

  /** What a shell, a JVM or the agent would act on, and a developer's machine may have set. */
  private static final List<String> UNSET =
      List.of(
          "BASH_ENV",
          "ENV",
          "CDPATH",
          "JAVA_TOOL_OPTIONS",
          "JDK_JAVA_OPTIONS",
          "_JAVA_OPTIONS",
          "OPENCLAW_CHILD_OOM_SCORE_ADJ");

  private final Jdk jdk;
  private final Path directory;
  private final List<String> options = new ArrayList<>();
  private final Map<String, String> environment = new TreeMap<>(Map.of("LC_ALL", "C.UTF-8"));
  private String classPath = Places.probes();
  private boolean carries = true;
  private String preparation = ":";
  private String input = "";
  private List<String> main = List.of();

  public JavaRun(Jdk jdk) {
    this(jdk, Places.newDirectory("jdk" + jdk.major()));
  }

  /**
   * Elsewhere than below the repository, which other users may not be able to enter.
   *
   * @param directory the working directory, for this run alone
   */
  public JavaRun(Jdk jdk, Path directory) {
    this.jdk = jdk;
    this.directory = directory;
  }

  /** Adds JVM options. */
  public JavaRun options(String... more) {
    options.addAll(List.of(more));
    return this;
  }

  /** Adds the built agent with its arguments, such as {@code score=500}, or none if empty. */
  public JavaRun agent(String arguments) {
    return options(agentOption(Places.agent(), arguments));
  }

  public static String agentOption(Path jar, String arguments) {
    return "-javaagent:" + jar + (arguments.isEmpty() ? "" : "=" + arguments);
  }

  /**
   * Leaves out the agent that notes coverage: it cannot be there twice, nor where a security
   * manager forbids it to write.
   */
  JavaRun unmeasured() {
    carries = false;
    return this;
  }

  public JavaRun environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Shell text that runs in the process that then becomes the JVM. */
  public JavaRun prepare(String script) {
    preparation = script;
    return this;
  }

  JavaRun input(String text) {
    input = text;
    return this;
  }

  public JavaRun main(Class<?> mainClass, String... arguments) {
    return main(mainClass.getName(), arguments);
  }

  public JavaRun main(String mainClass, String... arguments) {
    main = new ArrayList<>(List.of(mainClass));
    main.addAll(List.of(arguments));
    return this;
  }

  /** In place of the probes. */
  public JavaRun classPath(String other) {
    classPath = other;
    return this;
  }

  public Path directory() {
    return directory;
  }

  /** Runs it to its end. */
  public Outcome run() throws IOException, InterruptedException {
    Path in = Files.writeString(directory.resolve("stdin"), input);
    Path out = directory.resolve("stdout");
    Path err = directory.resolve("stderr");
    ProcessBuilder builder =
        new ProcessBuilder(command())
            .directory(directory.toFile())
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().keySet().removeAll(UNSET);
    builder.environment().putAll(environment);
    int exit = await(builder.start());
    return new Outcome(exit, text(out), text(err));
  }

  private List<String> command() {
    List<String> command = new ArrayList<>(jdk.prefix());
    command.addAll(List.of("sh", "-c", preparation + "; exec \"$@\"", "sh"));
    command.add(jdk.java().toString());
    // Two cores, hundreds of short JVMs: the cheapest start there is.
    if (options.stream().noneMatch(option -> option.matches("-XX:\\+Use\\w+GC"))) {
      command.add("-XX:+UseSerialGC");
    }
    command.add("-XX:TieredStopAtLevel=1");
    if (carries) {
      command.addAll(carried(jdk));
    }
    command.addAll(options);
    command.addAll(List.of("-cp", classPath));
    command.addAll(main);
    return command;
  }

  /** Options for a JVM that somebody else starts; of a root of its own it could not see the jar. */
  static List<String> carried(Jdk jdk) {
    return CARRIED.isEmpty() || !jdk.prefix().isEmpty()
        ? List.of()
        : List.of(CARRIED, "-Dtool.carried=" + CARRIED);
  }

  private String text(Path file) throws IOException {
    String text = new String(Files.readAllBytes(file), ISO_8859_1);
    return text.replace(new String(directory.toString().getBytes(UTF_8), ISO_8859_1), "<dir>");
  }

  private int await(Process jvm) throws IOException, InterruptedException {
    if (jvm.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
      return jvm.exitValue();
    }
    // A JVM prints its threads to stdout on SIGQUIT; then it is given a moment to do so.
    new ProcessBuilder("kill", "-QUIT", Long.toString(jvm.pid())).start().waitFor();
    jvm.waitFor(5, TimeUnit.SECONDS);
    jvm.descendants().forEach(ProcessHandle::destroyForcibly);
    jvm.destroyForcibly().waitFor();
    throw new AssertionError("hangs; threads and output are in " + directory);
  }
}
