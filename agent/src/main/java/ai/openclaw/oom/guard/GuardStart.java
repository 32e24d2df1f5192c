package ai.openclaw.oom.guard;

import ai.openclaw.oom.linux.Processes;
import ai.openclaw.oom.linux.Scores;
import ai.openclaw.oom.log.Log;
import java.io.File;
import java.util.List;

/** Starts a guard: the program, or where that cannot run a thread in its place. */
public final class GuardStart {
  private static final String INSTEAD =
      "; a thread of this JVM stands guard instead, which may come too late while garbage is"
          + " collected";

  private final File jar;
  private final String mode;
  private final Scores scores;
  private final Processes processes;
  private boolean isByThread;

  /**
   * @param jar the agent's, beside which the program is
   * @param mode the option's value, for lines
   * @param processes nobody else's: a thread may ask it
   */
  public GuardStart(File jar, String mode, Scores scores, Processes processes) {
    this.jar = jar;
    this.mode = mode;
    this.scores = scores;
    this.processes = processes;
  }

  /** Starts one. */
  Guard start(List<String> arguments) {
    Guard program = isByThread ? null : GuardProgram.start(jar, arguments, INSTEAD);
    if (program != null) {
      return program;
    }
    isByThread = true;
    return GuardThread.start(arguments, scores, processes);
  }

  /** Takes note that the program cannot do its work here. */
  void leaveProgram(String why) {
    isByThread = true;
    Log.warn("the guard's program cannot kill here: " + why + INSTEAD);
  }

  /** Says once why there is no guard. */
  void refuse(String why) {
    Log.warn("guard=" + mode + " does nothing: " + why);
  }
}
