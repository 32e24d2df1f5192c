package ai.openclaw.oom.assembly;

import ai.openclaw.oom.linux.Executables;
import ai.openclaw.oom.linux.ProcExecutables;
import ai.openclaw.oom.linux.ProcProcesses;
import ai.openclaw.oom.linux.ProcScores;
import ai.openclaw.oom.linux.ProcessEntry;
import ai.openclaw.oom.linux.Processes;
import ai.openclaw.oom.linux.Scores;
import ai.openclaw.oom.log.Log;
import ai.openclaw.oom.spawn.OptOut;
import ai.openclaw.oom.spawn.Policy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Raises the children that are there already when the agent is attached, and all that they have
 * started, for the door, which reaches this class by its name. Who is opted out is left, with what
 * it has started.
 */
public final class Existing implements Consumer<Map<String, String>> {
  private final Processes processes = new ProcProcesses();
  private final Scores scores = new ProcScores();
  private final Executables executables = new ProcExecutables();
  private final Map<Long, List<ProcessEntry>> children = new HashMap<>();
  private Policy policy;
  private String ownWord;
  private int raised;
  private int refused;

  public Existing() {}

  /**
   * @param given every option by its key, all valid; null if none was given
   */
  @Override
  public void accept(Map<String, String> given) {
    Settings settings = new Settings(given);
    ProcessEntry own = settings.raisesExisting ? processes.own() : null;
    if (own == null) {
      return;
    }
    Log.setLevel(settings.log);
    policy = Assembly.policy(settings);
    ownWord = executables.variable(OptOut.VARIABLE);
    for (long pid : processes.pids()) {
      ProcessEntry entry = processes.process(pid);
      if (entry != null) {
        of(entry.parent).add(entry);
      }
    }
    for (ProcessEntry child : of(own.pid)) {
      String executable = processes.executableOf(child.pid);
      if (executable == null || policy.refusal(executable, executables) == null) {
        raise(child);
      }
    }
    if (raised + refused > 0) {
      Log.info(
          "attached: " + raised + " processes that were there are raised, " + refused + " not");
    }
  }

  private List<ProcessEntry> of(long parent) {
    List<ProcessEntry> known = children.get(parent);
    if (known == null) {
      known = new ArrayList<>();
      children.put(parent, known);
    }
    return known;
  }

  private void raise(ProcessEntry process) {
    String word = processes.environmentOf(process.pid, OptOut.VARIABLE);
    if (OptOut.isSaidBy(word, ownWord)) {
      return;
    }
    switch (scores.raise(process.pid, process.startTime, policy.score())) {
      case DONE:
        raised++;
        break;
      case REFUSED:
        refused++;
        break;
      default:
    }
    for (ProcessEntry child : of(process.pid)) {
      raise(child);
    }
  }
}
