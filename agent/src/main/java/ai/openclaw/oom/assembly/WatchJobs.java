package ai.openclaw.oom.assembly;

import ai.openclaw.oom.group.KillCounter;
import ai.openclaw.oom.hold.HoldJob;
import ai.openclaw.oom.linux.Processes;
import ai.openclaw.oom.linux.Scores;
import ai.openclaw.oom.report.BeanJob;
import ai.openclaw.oom.report.KillReports;
import ai.openclaw.oom.report.Tally;
import ai.openclaw.oom.watch.Job;
import ai.openclaw.oom.watch.Jobs;
import java.util.ArrayList;
import java.util.List;

/** What is done for raised children, according to the options. */
final class WatchJobs implements Jobs {
  private final Scores scores;
  private final Processes processes;
  private final Tally tally;
  private final int heldScore;
  private final boolean reportKills;
  private final boolean registerBean;

  private WatchJobs(
      Scores scores,
      Processes processes,
      Tally tally,
      int heldScore,
      boolean reportKills,
      boolean registerBean) {
    this.scores = scores;
    this.processes = processes;
    this.tally = tally;
    this.heldScore = heldScore;
    this.reportKills = reportKills;
    this.registerBean = registerBean;
  }

  /**
   * @param heldScore the target below which trees are held; 0 if they are not to be
   * @return null if there is nothing to do
   */
  static Jobs of(
      Scores scores,
      Processes processes,
      Tally tally,
      int heldScore,
      boolean reportKills,
      boolean registerBean) {
    return heldScore > 0 || reportKills || registerBean
        ? new WatchJobs(scores, processes, tally, heldScore, reportKills, registerBean)
        : null;
  }

  @Override
  public List<Job> make() {
    List<Job> jobs = new ArrayList<>();
    if (registerBean) {
      jobs.add(new BeanJob(tally));
    }
    if (heldScore > 0) {
      jobs.add(new HoldJob(scores, processes, heldScore, tally));
    }
    if (reportKills || registerBean) {
      jobs.add(new KillReports(new KillCounter(), tally, reportKills));
    }
    return jobs;
  }
}
