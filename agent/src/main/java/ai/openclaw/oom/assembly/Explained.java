package ai.openclaw.oom.assembly;

import ai.openclaw.oom.linux.Executables;
import ai.openclaw.oom.linux.ProcExecutables;
import ai.openclaw.oom.linux.ProcScores;
import ai.openclaw.oom.linux.Scores;
import ai.openclaw.oom.shim.NativeShim;
import ai.openclaw.oom.spawn.Decision;
import ai.openclaw.oom.spawn.Outcome;
import ai.openclaw.oom.spawn.Plan;
import ai.openclaw.oom.spawn.Request;
import java.io.File;
import java.util.Map;

/** What the agent would do with a spawn here and now, decided as it would. */
public final class Explained {
  public final Plan plan;

  /** The score that is aimed at. */
  public final int target;

  /** The native helper that would be used; null if there is none. */
  public final String helper;

  /**
   * @param arguments the agent's
   * @param jar the agent's
   */
  public Explained(String arguments, File jar, Request request) {
    Map<String, String> given = Options.read(arguments, new java.util.Properties());
    Settings settings = new Settings(given);
    target = settings.score;
    Executables executables = new ProcExecutables();
    Scores scores = new ProcScores();
    NativeShim shim = Assembly.helper(settings.shim, jar, settings.score, executables);
    helper = shim == null ? null : shim.helper();
    Decision decision =
        new Decision(
            Assembly.policy(settings),
            Assembly.shims(settings, shim, executables),
            scores,
            executables);
    boolean isEnabled = Boolean.parseBoolean(given.get("enabled"));
    plan = isEnabled ? decision.decide(request) : Plan.leave(Outcome.EMPTY_COMMAND);
  }
}
