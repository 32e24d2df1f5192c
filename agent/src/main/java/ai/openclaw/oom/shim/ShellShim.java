package ai.openclaw.oom.shim;

import ai.openclaw.oom.linux.Executables;
import ai.openclaw.oom.linux.ShellKind;
import ai.openclaw.oom.spawn.Command;
import ai.openclaw.oom.spawn.Outcome;
import ai.openclaw.oom.spawn.Plan;
import ai.openclaw.oom.spawn.Reason;
import ai.openclaw.oom.spawn.Request;
import ai.openclaw.oom.spawn.ShellEnvironment;
import ai.openclaw.oom.spawn.Shim;
import java.util.Map;

/**
 * Lets {@code /bin/sh} raise its own score and then execute the command.
 *
 * <p>The redirection stands in braces: should the file not open, the shell's complaint goes where
 * the braces send it, not to the command's stderr. They send it nowhere: {@code /dev/null} is a
 * file that may be missing or forbidden, too, and of that the shell would complain outside of them.
 */
public final class ShellShim implements Shim {
  public static final String SHELL = "/bin/sh";

  /** What its script begins with, whatever the score. */
  public static final String SCRIPT = "{ echo ";

  private static final String EXEC = "exec \"$0\" \"$@\"";

  private final String raise;
  private final String script;
  private final boolean restore;
  private final Executables executables;

  /**
   * @param score the target, 1 to 1000
   * @param restore whether the command gets {@code BASH_ENV}, {@code ENV} and {@code CDPATH} back
   */
  public ShellShim(int score, boolean restore, Executables executables) {
    this.raise = SCRIPT + score + " > /proc/self/oom_score_adj; } 2>&-; ";
    this.script = raise + EXEC;
    this.restore = restore;
    this.executables = executables;
  }

  @Override
  public Outcome outcome() {
    return Outcome.WRAPPED_SH;
  }

  @Override
  public Attempt attempt(Request request, Command command) {
    Reason refusal = refusal(request, command);
    if (refusal != null) {
      return Attempt.refuse(refusal);
    }
    ShellVariables variables = new ShellVariables(request, restore, executables);
    refusal = variables.refusal(request);
    if (refusal != null) {
      return Attempt.refuse(refusal);
    }
    Map<String, String> changes = variables.changes();
    int count = request.argumentCount();
    String[] argv = new String[count + 3];
    argv[0] = SHELL;
    argv[1] = "-c";
    argv[2] = changes.isEmpty() ? script : raise + ShellEnvironment.handBack(changes) + EXEC;
    argv[3] = ShellLookup.nameFor(request, command, executables);
    for (int i = 1; i < count; i++) {
      argv[i + 3] = request.argument(i);
    }
    return Attempt.carry(Plan.wrap(outcome(), argv, changes));
  }

  private Reason refusal(Request request, Command command) {
    ShellKind shell = executables.shell();
    if (shell == ShellKind.NONE) {
      return Reason.NO_SHELL;
    }
    if (shell == ShellKind.OTHER) {
      return Reason.UNKNOWN_SHELL;
    }
    String program = request.program();
    if (!program.equals(request.argument(0))) {
      return Reason.OTHER_NAME;
    }
    if (program.startsWith("-")) {
      return Reason.LEADING_DASH;
    }
    if (!command.isSureToStart()) {
      return Reason.COMMAND_NOT_KNOWN;
    }
    if (!command.isSettled()) {
      return Reason.COMMAND_JUST_WRITTEN;
    }
    if (!command.isAscii()) {
      return Reason.COMMAND_NOT_ASCII;
    }
    // An empty element of PATH leads to a bare name, which a shell would search for again.
    if (command.path().indexOf('/') < 0
        || shell == ShellKind.BASH && !command.path().startsWith("/")) {
      return Reason.RELATIVE_COMMAND;
    }
    String directory = request.directory();
    boolean fromOwn = directory == null || !directory.startsWith("/");
    if (fromOwn && !executables.hasWorkingDirectory()) {
      return Reason.NO_WORKING_DIRECTORY;
    }
    return null;
  }
}
