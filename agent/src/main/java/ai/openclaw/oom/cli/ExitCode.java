package ai.openclaw.oom.cli;

/** How a tool ends, for scripts; the help and TOOLS.md say the same. */
final class ExitCode {
  /** Done; all is well. */
  static final int DONE = 0;

  /** Done in part, or with a limit. */
  static final int LIMITED = 1;

  /** The command line was not understood; nothing was done. */
  static final int WRONG_USAGE = 2;

  /** Not done, or no protection. */
  static final int NOT_DONE = 3;

  private ExitCode() {}
}
