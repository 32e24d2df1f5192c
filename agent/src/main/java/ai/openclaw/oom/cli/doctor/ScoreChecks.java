package ai.openclaw.oom.cli.doctor;

import ai.openclaw.oom.cli.Amount;
import ai.openclaw.oom.cli.machine.Task;

/** The JVM's own score, and what is left to be won above it. */
final class ScoreChecks {
  private static final int GUARANTEED = -997;
  private static final String BURSTABLE =
      "a Burstable pod's is 1000 - 1000 * its memory request / the node's memory";

  private ScoreChecks() {}

  static Finding own(Patient patient) {
    Task task = patient.task;
    if (!task.hasScore()) {
      return Finding.unknown(
          "own score", "cannot be read", "the JVM's own oom_score_adj cannot be read");
    }
    String value = "oom_score_adj " + task.score;
    if (task.score <= 0) {
      return Finding.ok(
          "own score", value + (task.score == GUARANTEED ? ", as in a Guaranteed pod" : ""));
    }
    if (task.score >= patient.target()) {
      return Finding.bad(
          "own score",
          value + ", and children can go no higher than " + patient.target(),
          "its own score is " + task.score + ", so that no child can be put before it",
          "give the pod memory requests (without any it is BestEffort, at 1000; with requests equal"
              + " to the limits Guaranteed, at -997), or lower what gave that score");
    }
    return Finding.note(
        "own score",
        value,
        "if this is a pod: " + BURSTABLE + "; a larger request widens the margin");
  }

  static Finding margin(Patient patient) {
    Task task = patient.task;
    if (!task.hasScore() || task.score >= patient.target()) {
      return null;
    }
    long room = patient.room();
    if (room < 0) {
      return Finding.unknown("margin", "no limit and no size is told", "the margin is not known");
    }
    boolean isSure =
        patient.groups.place().ownInSight() || patient.groups.tightestLimit().isNumber();
    if (!isSure && patient.target() - task.score < 1000) {
      return Finding.unknown(
          "margin", "the limit is not in sight", "the margin is not known, as the limit is not");
    }
    long margin = patient.margin();
    String value =
        "("
            + patient.target()
            + " - "
            + task.score
            + ") * "
            + Amount.of(room)
            + " / 1000 = "
            + Amount.of(margin);
    if (patient.target() - task.score >= 1000) {
      return Finding.ok("margin", value + ": every raised child goes first");
    }
    String holds = patient.isRunning() ? "; it holds " + Amount.of(task.weight()) + " now" : "";
    String because =
        patient.isRunning() && task.weight() > margin
            ? "only a child that holds more than "
                + Amount.of(task.weight() - margin)
                + " goes first"
            : "a child goes first as long as the JVM holds less than "
                + Amount.of(margin)
                + " more than it";
    return Finding.limited(
        "margin", value + holds, because, "a larger memory request, or keep the JVM below that");
  }
}
