package ai.openclaw.oom.cli;

import ai.openclaw.oom.log.Printable;
import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.MissingArgumentException;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.commons.cli.UnrecognizedOptionException;

/** All tools, for the door, which reaches this class by its name. */
public final class Tools implements BiFunction<File, String[], Integer> {
  private static final String HELP = "help";

  private final Map<String, Verb> verbs = new LinkedHashMap<>();

  /** With every tool there is. */
  public Tools() {
    this(new AttachVerb(), new DoctorVerb(), new ExplainVerb(), new InstallVerb(), new ListVerb());
  }

  Tools(Verb... all) {
    for (Verb verb : all) {
      verbs.put(verb.name(), verb);
    }
  }

  @Override
  public Integer apply(File jar, String[] args) {
    return run(args, new Surroundings(jar, new File("/"), System.out, System.err, System.getenv()));
  }

  /** Runs the tool that the first argument names, and gives its exit code. */
  int run(String[] args, Surroundings around) {
    String first = args.length == 0 ? "--help" : args[0];
    if (first.equals("--version") && args.length == 1) {
      around.out.println("openclaw-oom-agent " + around.version());
      return ExitCode.DONE;
    }
    if ((first.equals("--help") || first.equals(HELP)) && args.length <= 1) {
      Help.print(verbs.values(), around.out);
      return ExitCode.DONE;
    }
    Verb verb = verbs.get(first.equals(HELP) ? args[1] : first);
    if (verb == null) {
      around.err.println("not known: " + Printable.of(String.join(" ", args)));
      around.err.println("tools: " + String.join(", ", verbs.keySet()) + "; more with --help");
      return ExitCode.WRONG_USAGE;
    }
    if (first.equals(HELP)) {
      Help.print(verb, around.out);
      return ExitCode.DONE;
    }
    return run(verb, Arrays.copyOfRange(args, 1, args.length), around);
  }

  private static int run(Verb verb, String[] args, Surroundings around) {
    try {
      int dashes = Arrays.asList(args).indexOf("--");
      boolean isCommand = verb.takesCommand() && dashes >= 0;
      String[] own = isCommand ? Arrays.copyOf(args, dashes) : args;
      String[] command =
          isCommand ? Arrays.copyOfRange(args, dashes + 1, args.length) : new String[0];
      Options options = verb.options();
      options.addOption(Verb.flag(HELP, ""));
      // Not by the first letters of an option: what is unique today need not be tomorrow.
      CommandLine line =
          DefaultParser.builder().setAllowPartialMatching(false).get().parse(options, own);
      if (line.hasOption(HELP)) {
        Help.print(verb, around.out);
        return ExitCode.DONE;
      }
      return verb.run(line, around.with(command));
    } catch (ParseException e) {
      return wrong(verb, inWords(e), around);
    } catch (WrongUsage e) {
      return wrong(verb, e.getMessage(), around);
    } catch (IOException e) {
      around.err.println(verb.name() + ": " + e);
      return ExitCode.NOT_DONE;
    }
  }

  private static String inWords(ParseException e) {
    if (e instanceof MissingArgumentException) {
      return "--" + ((MissingArgumentException) e).getOption().getLongOpt() + " needs a value";
    }
    return e instanceof UnrecognizedOptionException
        ? "not known: " + ((UnrecognizedOptionException) e).getOption()
        : e.getMessage();
  }

  private static int wrong(Verb verb, String what, Surroundings around) {
    around.err.println(verb.name() + ": " + Printable.of(what));
    around.err.println("usage: " + Help.usage(verb));
    return ExitCode.WRONG_USAGE;
  }
}
