package ai.openclaw.oom.it.diff;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Runs drivers, as many at a time as there are processors, and collects what they saw. */
final class Runs implements AutoCloseable {
  private static final int DEADLINE_MINUTES = 10;

  private static final String JAVA =
      System.getProperty("oom.diff.java", System.getProperty("java.home") + "/bin/java");

  private final Fixture fixture;
  private final List<JvmKind> kinds;
  private final long seed;
  private final int count;
  private final int only;
  private final ExecutorService pool =
      Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
  private final Map<Shell, Map<Integer, Map<String, String>>> plain = new EnumMap<>(Shell.class);

  /**
   * @param only the one index to try, or -1 for all below {@code count}
   */
  Runs(Fixture fixture, List<JvmKind> kinds, long seed, int count, int only) {
    this.fixture = fixture;
    this.kinds = kinds;
    this.seed = seed;
    this.count = count;
    this.only = only;
  }

  /** What is seen without the agent. */
  synchronized Map<Integer, Map<String, String>> without(Shell shell) throws Exception {
    if (!plain.containsKey(shell)) {
      plain.put(shell, run("plain-" + shell.program, shell, List.of()));
    }
    return plain.get(shell);
  }

  /** What is seen with it. */
  Map<Integer, Map<String, String>> with(Column column) throws Exception {
    String agent = fixture.root.resolve("launch/openclaw-oom-agent.jar").toString();
    return run(
        column.name(),
        column.shell,
        List.of("-javaagent:" + agent + "=shim=" + column.shim + ",log=debug,report-kills=false"));
  }

  private Map<Integer, Map<String, String>> run(String name, Shell shell, List<String> options)
      throws Exception {
    List<Future<Map<Integer, Map<String, String>>>> results = new ArrayList<>();
    for (int i = 0; i < kinds.size(); i++) {
      int number = i;
      if (only < 0 || only % kinds.size() == i) {
        results.add(pool.submit(() -> runKind(name + "-" + number, number, shell, options)));
      }
    }
    Map<Integer, Map<String, String>> records = new TreeMap<>();
    try {
      for (Future<Map<Integer, Map<String, String>>> result : results) {
        records.putAll(result.get());
      }
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
    return records;
  }

  private Map<Integer, Map<String, String>> runKind(
      String name, int number, Shell shell, List<String> options)
      throws IOException, InterruptedException {
    JvmKind kind = kinds.get(number);
    // Of one length for all, so that no limit is reached here and not there.
    Path run = Files.createTempDirectory(fixture.root.resolve("run"), "");
    Files.setPosixFilePermissions(run, PosixFilePermissions.fromString("rwxrwxrwx"));
    Files.createDirectory(run.resolve(Driver.GONE));
    List<String> command = new ArrayList<>();
    if (shell != Shell.DASH) {
      command.addAll(shell.prefix());
    }
    command.add(fixture.root.resolve("launch/start").toString());
    command.addAll(List.of("-e", kind.writeEnvironment(run).toString()));
    kind.start().forEach(option -> command.add(option.replace("@", run.toString())));
    command.addAll(List.of("--", JAVA));
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m"));
    command.addAll(kind.options());
    command.addAll(options);
    command.addAll(List.of("-cp", fixture.root.resolve("launch/classes").toString()));
    command.addAll(List.of(Driver.class.getName(), fixture.root.toString(), run.toString()));
    command.addAll(List.of(Long.toString(seed), Integer.toString(only < 0 ? number : only)));
    command.addAll(List.of(Integer.toString(kinds.size())));
    command.add(Integer.toString(only < 0 ? count : only + 1));
    command.add(Boolean.toString(kind.path() != null));
    Process jvm =
        new ProcessBuilder(command)
            .redirectInput(Files.createFile(run.resolve("stdin")).toFile())
            .redirectOutput(run.resolve("stdout").toFile())
            .redirectError(run.resolve("stderr").toFile())
            .start();
    if (!jvm.waitFor(DEADLINE_MINUTES, TimeUnit.MINUTES)) {
      jvm.descendants().forEach(ProcessHandle::destroyForcibly);
      jvm.destroyForcibly().waitFor();
      throw new IOException(name + " (" + kind.name() + ") hangs");
    }
    if (jvm.exitValue() != 0) {
      throw new IOException(
          name + " (" + kind.name() + ") exits with " + jvm.exitValue() + ": " + tail(run));
    }
    return Record.read(run.resolve("results"));
  }

  private static String tail(Path run) throws IOException {
    String text = new String(Files.readAllBytes(run.resolve("stderr")), "ISO-8859-1");
    return text.substring(Math.max(0, text.length() - 3000));
  }

  /** Copies what drivers need to where every user can read it. */
  static void provide(Fixture fixture, Path agent, String helper) throws IOException {
    Path launch = fixture.root.resolve("launch");
    Files.copy(agent, launch.resolve("openclaw-oom-agent.jar"));
    Files.copy(agent.resolveSibling(helper), launch.resolve(helper));
    Files.setPosixFilePermissions(
        launch.resolve(helper), PosixFilePermissions.fromString("rwxr-xr-x"));
    String folder = Driver.class.getPackageName().replace('.', '/');
    Path target = Files.createDirectories(launch.resolve("classes").resolve(folder));
    File source = new File(Driver.class.getResource(".").getPath());
    for (File file : source.listFiles()) {
      Files.copy(file.toPath(), target.resolve(file.getName()));
    }
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
