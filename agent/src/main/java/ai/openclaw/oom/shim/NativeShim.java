package ai.openclaw.oom.shim;

import ai.openclaw.oom.linux.Executables;
import ai.openclaw.oom.spawn.Command;
import ai.openclaw.oom.spawn.Outcome;
import ai.openclaw.oom.spawn.Plan;
import ai.openclaw.oom.spawn.Reason;
import ai.openclaw.oom.spawn.Request;
import ai.openclaw.oom.spawn.Shim;
import java.util.Collections;

/**
 * Lets the static helper raise its own score and then execute the command: {@code helper SCORE PATH
 * ARGV0 ARG…}. It changes nothing else, because it reads and keeps nothing else.
 */
public final class NativeShim implements Shim {
  private final String score;
  private final Executables executables;
  private final Relay relay;
  private final Plan relayed = Plan.relay(Outcome.WRAPPED_NATIVE);
  private volatile String helper;

  /**
   * @param helper the real path of an intact helper
   * @param score the target, 1 to 1000
   */
  public NativeShim(String helper, int score, Executables executables) {
    this.helper = helper;
    this.relay = new Relay(helper, score, executables);
    this.score = Integer.toString(score);
    this.executables = executables;
  }

  @Override
  public Outcome outcome() {
    return Outcome.WRAPPED_NATIVE;
  }

  @Override
  public Plan carryUnseen(Request request) {
    return helper != null && request.isOfJdk() && relay.isUsable() ? relayed : null;
  }

  /** The helper that is in use; null once it was given up. */
  public String path() {
    return helper;
  }

  /** How the JDK is made to start the helper by itself. */
  public Relay relay() {
    return relay;
  }

  @Override
  public Attempt attempt(Request request, Command command) {
    String program = helper;
    if (program == null) {
      return Attempt.refuse(Reason.NO_HELPER);
    }
    if (!request.isOfJdk()) {
      if (executables.isOfSelf(command.path())) {
        return Attempt.refuse(Reason.COMMAND_IS_SELF);
      }
      if (!isKnown(request, command)) {
        return Attempt.refuse(Reason.COMMAND_NOT_KNOWN);
      }
    }
    boolean searched = !command.path().equals(request.program());
    if (searched && !command.isAscii() && !executables.isUtf8()) {
      return Attempt.refuse(Reason.COMMAND_NOT_ASCII);
    }
    int count = request.argumentCount();
    String[] argv = new String[count + 3];
    argv[0] = program;
    argv[1] = score;
    argv[2] = command.path();
    for (int i = 0; i < count; i++) {
      argv[i + 3] = request.argument(i);
    }
    return Attempt.carry(Plan.wrap(outcome(), argv, Collections.<String, String>emptyMap()));
  }

  private static boolean isKnown(Request request, Command command) {
    return command.isSureToStart() || request.isShellTried() && !command.fails();
  }

  /** The helper's real path, as {@code /proc/PID/exe} shows it; null once it was given up. */
  public String helper() {
    return helper;
  }

  /**
   * Called when a spawn failed with the helper and is being started without it. If that was the
   * helper's own fault (removed, mounted noexec) it is not used again.
   *
   * @return whether it was given up
   */
  public boolean giveUpIfUnusable() {
    String program = helper;
    if (program == null
        || executables.isExecutable(program)
            && executables.probe(program) == Executables.Executable.RUNS) {
      return false;
    }
    giveUp();
    return true;
  }

  /** It is not used again. */
  void giveUp() {
    helper = null;
  }
}
