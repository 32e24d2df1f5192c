package ai.openclaw.oom.cli;

import java.io.IOException;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** One tool: what it is called, what it takes, what it does. */
abstract class Verb {
  static final String JSON = "json";

  private final String name;
  private final String synopsis;
  private final String summary;
  private final String[] help;

  /**
   * @param synopsis what follows the name on the command line
   * @param summary one line
   * @param help the rest of its help, examples too, line by line
   */
  Verb(String name, String synopsis, String summary, String... help) {
    this.name = name;
    this.synopsis = synopsis;
    this.summary = summary;
    this.help = help;
  }

  final String name() {
    return name;
  }

  final String synopsis() {
    return synopsis;
  }

  final String summary() {
    return summary;
  }

  final String[] help() {
    return help.clone();
  }

  /** The options that it takes, besides {@code --help}. */
  abstract Options options();

  /** Whether what follows {@code --} is a command line that the tool is about. */
  boolean takesCommand() {
    return false;
  }

  /**
   * Does it.
   *
   * @return one of {@link ExitCode}
   * @throws WrongUsage if arguments are wrong in a way that the parser does not see
   * @throws IOException if something fails that has no words of its own
   */
  abstract int run(CommandLine line, Surroundings around) throws WrongUsage, IOException;

  static Option flag(String name, String what) {
    return Option.builder().longOpt(name).desc(what).get();
  }

  static Option valued(String name, String value, String what) {
    return Option.builder().longOpt(name).hasArg().argName(value).desc(what).get();
  }

  static Option json() {
    return flag(JSON, "print JSON, for programs");
  }

  static void takesNoArguments(CommandLine line) throws WrongUsage {
    if (!line.getArgList().isEmpty()) {
      throw new WrongUsage("too much: " + line.getArgList().get(0));
    }
  }
}
