package ai.openclaw.oom.cli;

import java.io.PrintStream;
import java.util.Collection;
import org.apache.commons.cli.Option;

/** Help texts. */
final class Help {
  static final String PROGRAM = "java -jar openclaw-oom-agent.jar";

  private static final int COLUMN = 26;

  private Help() {}

  /** Of all tools. */
  static void print(Collection<Verb> verbs, PrintStream out) {
    out.println(
        "Lets every child of a JVM raise its own oom_score_adj, so that the kernel kills the");
    out.println("child and not the JVM when memory runs out.");
    out.println();
    out.println(
        "As an agent:  java -javaagent:openclaw-oom-agent.jar[=key=value,...] -jar SERVICE.jar");
    out.println("As a tool:    " + PROGRAM + " TOOL ...");
    out.println();
    for (Verb verb : verbs) {
      out.println(row(verb.name(), verb.summary()));
    }
    out.println(row("TOOL --help", "what a tool takes, with examples"));
    out.println(row("--version", "the agent's version"));
    out.println();
    out.println("Exit codes: 0 done, all is well; 1 done in part, or with a limit; 2 wrong usage;");
    out.println("3 not done, or no protection. Results go to stdout, all else to stderr.");
  }

  /** Of one tool. */
  static void print(Verb verb, PrintStream out) {
    out.println("Usage: " + usage(verb));
    out.println();
    out.println(verb.summary());
    out.println();
    for (Option option : verb.options().getOptions()) {
      String value = option.hasArg() ? " " + option.getArgName() : "";
      out.println(row("--" + option.getLongOpt() + value, option.getDescription()));
    }
    out.println(row("--help", "this text"));
    out.println();
    for (String line : verb.help()) {
      out.println(line);
    }
  }

  static String usage(Verb verb) {
    return PROGRAM + " " + (verb.name() + " " + verb.synopsis()).trim();
  }

  private static String row(String name, String what) {
    StringBuilder row = new StringBuilder("  ").append(name);
    while (row.length() < COLUMN) {
      row.append(' ');
    }
    return row.append(' ').append(what).toString();
  }
}
