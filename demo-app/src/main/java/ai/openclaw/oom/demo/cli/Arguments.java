package ai.openclaw.oom.demo.cli;

import ai.openclaw.oom.demo.process.Jvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.cli.AlreadySelectedException;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.MissingArgumentException;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.commons.cli.UnrecognizedOptionException;

/**
 * A command line that was read. What is wrong with it is thrown as an {@link
 * IllegalArgumentException} with a text for the user.
 */
public final class Arguments {
  private static final int COLUMN = 18;

  private final CommandLine line;

  private Arguments(CommandLine line) {
    this.line = line;
  }

  /** Reads a command line, which may hold these options and nothing else. */
  public static Arguments parse(Options options, List<String> args) {
    try {
      CommandLine line =
          DefaultParser.builder()
              .setAllowPartialMatching(false)
              .get()
              .parse(options, args.toArray(String[]::new));
      if (!line.getArgList().isEmpty()) {
        throw new IllegalArgumentException("too much: " + line.getArgList().get(0));
      }
      return new Arguments(line);
    } catch (UnrecognizedOptionException e) {
      throw new IllegalArgumentException("no such option: " + e.getOption(), e);
    } catch (MissingArgumentException e) {
      throw new IllegalArgumentException(named(e.getOption()) + " needs a value", e);
    } catch (AlreadySelectedException e) {
      throw new IllegalArgumentException(
          named(e.getOption()) + " does not go with --" + e.getOptionGroup().getSelected(), e);
    } catch (ParseException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static String named(Option option) {
    return "--" + option.getLongOpt();
  }

  public static Option flag(String name, String what) {
    return Option.builder().longOpt(name).desc(what).get();
  }

  public static Option valued(String name, String value, String what) {
    return Option.builder().longOpt(name).hasArg().argName(value).desc(what).get();
  }

  /** The lines of a help text that tell of the options, with {@code --help} at the end. */
  public static String help(Options options) {
    StringBuilder rows = new StringBuilder();
    for (Option option : options.getOptions()) {
      row(rows, named(option) + (option.hasArg() ? " " + option.getArgName() : ""), option);
    }
    row(rows, "--help", flag("help", "this text"));
    return rows.toString();
  }

  private static void row(StringBuilder rows, String name, Option option) {
    rows.append(String.format("  %-" + COLUMN + "s%s\n", name, option.getDescription()));
  }

  public boolean has(String option) {
    return line.hasOption(option);
  }

  public String value(String option, String otherwise) {
    return line.getOptionValue(option, otherwise);
  }

  /** A number within bounds, both included. */
  public int number(String option, int least, int most, int otherwise) {
    String value = value(option, Integer.toString(otherwise));
    try {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // No number is as wrong as one out of range.
    }
    throw new IllegalArgumentException(
        "--" + option + " takes a number from " + least + " to " + most + ", not " + value);
  }

  /** The agent jar, which must exist: the one that {@code --agent} names, or of the same build. */
  public Path agent() {
    String given = value("agent", null);
    Path agent =
        given != null
            ? Path.of(given).toAbsolutePath()
            : Jvm.jar().resolve("../../../agent/target/openclaw-oom-agent.jar").normalize();
    if (!Files.isRegularFile(agent)) {
      throw new IllegalArgumentException(
          "the agent jar is not at " + agent + ": build it with mvn package, or say --agent PATH");
    }
    return agent;
  }

  /** The option that {@link #agent} reads. */
  public static Option agentOption() {
    return valued("agent", "PATH", "the agent jar (default: the one of the same build)");
  }
}
