package ai.openclaw.oom.assembly;

import ai.openclaw.oom.linux.ProcProcesses;
import ai.openclaw.oom.linux.ProcScores;
import ai.openclaw.oom.linux.ProcessEntry;
import ai.openclaw.oom.linux.Processes;
import ai.openclaw.oom.log.Log;
import ai.openclaw.oom.nest.OwnPlace;
import ai.openclaw.oom.spawn.OptOut;
import java.util.Map;
import java.util.function.Consumer;

/** Takes a raised JVM to its own place, for the door, which reaches this class by its name. */
public final class Nesting implements Consumer<Map<String, String>> {
  public Nesting() {}

  /**
   * @param given every option by its key, all valid; null if none was given
   */
  @Override
  public void accept(Map<String, String> given) {
    Settings settings = new Settings(given);
    if (settings.isNestedInMiddle) {
      Log.setLevel(settings.log);
      Processes processes = new ProcProcesses();
      ProcessEntry own = processes.own();
      // Not System.getenv, which loads ProcessImpl: it is to be woven when it is loaded.
      if (own != null && !OptOut.isSaidBy(processes.environmentOf(own.pid, OptOut.VARIABLE))) {
        new OwnPlace(new ProcScores(), processes).take(settings.score);
      }
    }
  }
}
