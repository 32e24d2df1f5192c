package ai.openclaw.oom.demo.cli;

/** What the demo ends with. */
public final class ExitCode {
  /** What was shown is what was promised. */
  public static final int SHOWN = 0;

  /** The run ended otherwise than promised, or could not be made. */
  public static final int NOT_SHOWN = 1;

  /** The command line or the agent jar it names is wrong. */
  public static final int USAGE = 2;

  private ExitCode() {}
}
