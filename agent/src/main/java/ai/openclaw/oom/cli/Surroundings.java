package ai.openclaw.oom.cli;

import ai.openclaw.oom.cli.machine.AgentJar;
import java.io.File;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** What a tool works in: its jar, the machine, and where it writes. */
final class Surroundings {
  final File jar;

  /** Where {@code proc} and {@code sys} are: {@code /}, or a made-up tree. */
  final File root;

  /** For results. */
  final PrintStream out;

  /** For diagnostics. */
  final PrintStream err;

  final Map<String, String> environment;

  /** What follows {@code --}, for tools that are about a command. */
  final List<String> command;

  Surroundings(
      File jar, File root, PrintStream out, PrintStream err, Map<String, String> environment) {
    this(jar, root, out, err, environment, Collections.<String>emptyList());
  }

  private Surroundings(
      File jar,
      File root,
      PrintStream out,
      PrintStream err,
      Map<String, String> environment,
      List<String> command) {
    this.jar = jar;
    this.root = root;
    this.out = out;
    this.err = err;
    this.environment = environment;
    this.command = command;
  }

  Surroundings with(String... newCommand) {
    return new Surroundings(jar, root, out, err, environment, Arrays.asList(newCommand));
  }

  /** The agent's version, as its jar has it; "unknown" for classes that are in none. */
  String version() {
    String version = AgentJar.version(jar);
    return version == null ? "unknown" : version;
  }
}
