package ai.openclaw.oom.demo.serve;

import ai.openclaw.oom.demo.cli.ExitCode;
import ai.openclaw.oom.demo.group.Groups;
import ai.openclaw.oom.demo.group.MemoryGroup;
import ai.openclaw.oom.demo.pressure.Gateway;
import ai.openclaw.oom.demo.process.Jvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Runs the gateway with its web page in a memory group, until one of them ends. */
public final class Serve {
  private final ServeOptions options;
  private volatile boolean interrupted;

  public Serve(ServeOptions options) {
    this.options = options;
  }

  /** Serves, and gives the exit code. */
  public int run() throws IOException {
    Path scratch = Files.createTempDirectory("openclaw-oom-demo-");
    Groups groups = new Groups(options.groupRequest());
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  interrupted = true;
                  groups.shutDown();
                  delete(scratch);
                },
                "close-memory-group"));
    groups.choose();
    System.out.println("Memory group: " + groups.description());
    if (!groups.limited()) {
      groups.refusals().forEach(refusal -> System.out.println("  " + refusal));
      System.out.println("  so \"apply pressure\" is switched off");
    }
    System.out.println("Agent: " + (options.agent() == null ? "none" : options.agent()));
    try (MemoryGroup group = groups.open()) {
      return follow(group.start(gateway(scratch, groups.limited())));
    }
  }

  private ProcessBuilder gateway(Path scratch, boolean limited) {
    List<String> jvm = new ArrayList<>(Gateway.JVM_OPTIONS);
    if (limited) {
      // As in life: the gateway is the largest process, and by size alone the first to be killed.
      jvm.add("-Xms" + options.limitMb() / 2 + "m");
      jvm.add("-Xmx" + options.limitMb() / 2 + "m");
    }
    if (options.agent() != null) {
      jvm.add("-javaagent:" + options.agent());
    }
    // For pty4j's JNA, which JDK 24 and newer warn of.
    jvm.add("--enable-native-access=ALL-UNNAMED");
    // A killed browser or library leaves its files behind: in here they go with the demo.
    jvm.add("-Djava.io.tmpdir=" + scratch);
    List<String> command = Jvm.command("serve-gateway", jvm.toArray(String[]::new));
    command.add(Integer.toString(options.port()));
    command.add(Integer.toString(limited ? options.limitMb() : 0));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    Jvm.cleanEnvironment(builder);
    return builder;
  }

  /** Prints what the gateway says, until its holder says that it has ended. */
  private int follow(Process holder) throws IOException {
    try (BufferedReader said = holder.inputReader(StandardCharsets.UTF_8)) {
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        if (line.startsWith("exit ")) {
          return ended(line.substring("exit ".length()));
        }
        System.out.println(line);
      }
    }
    return ended("the group");
  }

  private int ended(String how) {
    if (!interrupted) {
      System.out.println("The gateway has ended: " + how);
    }
    return ExitCode.NOT_SHOWN;
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      System.err.println("Temporary files are left behind: " + e);
    }
  }
}
