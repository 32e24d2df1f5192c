package ai.openclaw.oom;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process that ran to its end. Its stderr is expected to be short. */
public record Run(int exit, String out, String err) {
  public static Run of(String... command) throws IOException {
    return of(new ProcessBuilder(command));
  }

  public static Run of(ProcessBuilder builder) throws IOException {
    Process process = builder.start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      return new Run(process.waitFor(), out, err);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  /** A JVM like this one, with the agent's classes and the tests' as its class path. */
  public static ProcessBuilder java(Class<?> main, List<String> flags, String... args) {
    List<String> command = new ArrayList<>();
    command.add(launcher());
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-XX:+UseSerialGC");
    command.addAll(flags);
    command.add("-cp");
    command.add(root(Needs.class) + File.pathSeparator + root(ai.openclaw.oom.cli.Tools.class));
    command.add(main.getName());
    command.addAll(List.of(args));
    return new ProcessBuilder(command);
  }

  public static String launcher() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Where a class was loaded from. */
  public static Path root(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
