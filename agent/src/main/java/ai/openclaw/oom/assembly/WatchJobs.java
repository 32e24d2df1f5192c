package ai.openclaw.oom.assembly;

import ai.openclaw.oom.group.KillCounter;
import ai.openclaw.oom.guard.Footing;
import ai.openclaw.oom.guard.GuardJob;
import ai.openclaw.oom.guard.GuardProgram;
import ai.openclaw.oom.hold.HoldJob;
import ai.openclaw.oom.linux.Executables;
import ai.openclaw.oom.linux.Processes;
import ai.openclaw.oom.linux.Scores;
import ai.openclaw.oom.report.BeanJob;
import ai.openclaw.oom.report.KillReports;
import ai.openclaw.oom.report.Outlook;
import ai.openclaw.oom.report.ReadBack;
import ai.openclaw.oom.report.Sightings;
import ai.openclaw.oom.report.Tally;
import ai.openclaw.oom.spawn.Policy;
import ai.openclaw.oom.watch.Job;
import ai.openclaw.oom.watch.Jobs;
import java.io.File;
import java.util.ArrayList;
import java.util.List;

/** What is done for started children, according to the options. */
final class WatchJobs implements Jobs {
  private final File jar;
  private final Settings settings;
  private final Policy policy;
  private final Scores scores;
  private final Processes processes;
  private final Executables executables;
  private final Tally tally;
  private final State state;

  /**
   * @param jar the agent's
   */
  WatchJobs(
      File jar,
      Settings settings,
      Policy policy,
      Scores scores,
      Processes processes,
      Executables executables,
      Tally tally,
      State state) {
    this.jar = jar;
    this.settings = settings;
    this.policy = policy;
    this.scores = scores;
    this.processes = processes;
    this.executables = executables;
    this.tally = tally;
    this.state = state;
  }

  @Override
  public List<Job> make() {
    List<Job> jobs = new ArrayList<>();
    if (settings.hasBean) {
      jobs.add(new BeanJob(tally, Options.inForce(settings.given), state));
    }
    boolean reports = settings.reportsKills || settings.hasBean;
    Sightings sightings = reports ? new Sightings(processes) : null;
    if (reports) {
      // Ahead of those that tell it of descendants, and of the one that asks.
      jobs.add(sightings);
    }
    if (settings.keepsRaised || settings.raisesStrays) {
      jobs.add(
          new HoldJob(
              scores,
              processes,
              executables,
              policy,
              settings.keepsRaised,
              settings.raisesStrays,
              settings.raisesExisting,
              sightings,
              tally));
    }
    // After it: what it has tried needs no second try.
    jobs.add(new ReadBack(scores, processes, settings.score, settings.keepsRaised, tally));
    GuardJob guard = settings.hasGuard() ? guard() : null;
    if (guard != null) {
      // Ahead of the reports: of a child that the guard has killed there is one line, and no other.
      jobs.add(guard);
    }
    jobs.add(new Outlook(scores, settings.score, state, guard));
    if (reports) {
      jobs.add(new KillReports(new KillCounter(), sightings, tally, settings.reportsKills));
    }
    return jobs;
  }

  private GuardJob guard() {
    Footing footing = new Footing(settings.guard, settings.score, scores, processes);
    return new GuardJob(footing, new GuardProgram(jar, settings.guard), processes, tally);
  }
}
