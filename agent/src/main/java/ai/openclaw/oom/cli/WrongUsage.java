package ai.openclaw.oom.cli;

/** A command line that is not understood; its message names the argument. */
final class WrongUsage extends Exception {
  private static final long serialVersionUID = 1;

  WrongUsage(String message) {
    super(message);
  }
}
