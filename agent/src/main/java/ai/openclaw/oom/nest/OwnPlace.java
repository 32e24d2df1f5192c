package ai.openclaw.oom.nest;

import ai.openclaw.oom.linux.ProcessEntry;
import ai.openclaw.oom.linux.Processes;
import ai.openclaw.oom.linux.Scores;
import ai.openclaw.oom.log.Log;

/** Takes this JVM back from where it was raised to, as far as it belongs: see {@link Place}. */
public final class OwnPlace {
  private final Scores scores;
  private final Processes processes;

  public OwnPlace(Scores scores, Processes processes) {
    this.scores = scores;
    this.processes = processes;
  }

  /**
   * Does so if this JVM is raised. Where the kernel refuses, all stays as it is.
   *
   * @param target from which score on it counts as raised, 1 to 1000
   */
  public void take(int target) {
    int raised = scores.ownScore();
    ProcessEntry own = raised >= target ? processes.own() : null;
    if (own == null) {
      return;
    }
    Place place = new Place(scores, processes);
    int wanted = place.of(own, raised);
    if (wanted == Scores.UNKNOWN || place.isGivenByInit(own)) {
      return;
    }
    int now = scores.placeOwn(wanted);
    Log.info(
        now == wanted
            ? "this JVM was raised to " + raised + " by whoever started it, and went to " + now
            : "this JVM was raised to " + raised + ", and the kernel lets it go no lower");
  }
}
