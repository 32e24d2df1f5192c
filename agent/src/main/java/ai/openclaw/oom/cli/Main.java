package ai.openclaw.oom.cli;

import java.io.PrintStream;

/** What {@code java -jar} of the agent does: says what it is and how it is used. */
public final class Main {
  private static final String USAGE =
      "Usage: java -javaagent:openclaw-oom-agent.jar[=key=value,key=value] -jar SERVICE.jar\n"
          + "       java -jar openclaw-oom-agent.jar --version | --help\n"
          + "\n"
          + "As a -javaagent it lets every child of the JVM raise its own oom_score_adj, so that\n"
          + "the kernel kills the child and not the JVM when memory runs out. Options: README.";

  private Main() {}

  /** Exits with 2 on a command that is not known. */
  public static void main(String[] args) {
    String command = args.length == 1 ? args[0] : "--help";
    PrintStream out = System.out;
    if (command.equals("--version")) {
      out.println("openclaw-oom-agent " + Main.class.getPackage().getImplementationVersion());
    } else if (command.equals("--help") && args.length <= 1) {
      out.println(USAGE);
    } else {
      System.err.println("not known: " + String.join(" ", args) + "\n\n" + USAGE);
      System.exit(2);
    }
  }
}
