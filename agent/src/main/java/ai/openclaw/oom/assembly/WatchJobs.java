package ai.openclaw.oom.assembly;

import ai.openclaw.oom.group.KillCounter;
import ai.openclaw.oom.guard.Footing;
import ai.openclaw.oom.guard.GuardJob;
import ai.openclaw.oom.guard.GuardStart;
import ai.openclaw.oom.hold.HoldJob;
import ai.openclaw.oom.linux.Executables;
import ai.openclaw.oom.linux.ProcProcesses;
import ai.openclaw.oom.linux.Processes;
import ai.openclaw.oom.linux.Scores;
import ai.openclaw.oom.log.Log;
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
  private static final int KINDS = 7;

  private final File jar;
  private final Settings settings;
  private final Policy policy;
  private final Scores scores;
  private final Processes processes;
  private final Executables executables;
  private final Tally tally;
  private final State state;

  /** Others among the jobs need it; null if there is none. Of one thread, the watch's. */
  private Sightings sightings;

  /** Likewise. */
  private GuardJob guard;

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

  /**
   * A class that could not be loaded or initialised, out of memory or for want of the jar, stays
   * broken as long as the JVM lives: whoever needs it is left out, and the others do their work.
   */
  @Override
  public List<Job> make() {
    sightings = null;
    guard = null;
    List<Job> jobs = new ArrayList<>();
    for (int i = 0; i < KINDS; i++) {
      try {
        Job job = make(i);
        if (job != null) {
          jobs.add(job);
        }
      } catch (LinkageError e) {
        Log.warn("children are watched, but in part: " + e);
      }
    }
    return jobs;
  }

  /**
   * The jobs in their order.
   *
   * @return null if it is not asked for, or needs one that is broken
   */
  private Job make(int kind) {
    switch (kind) {
      case 0:
        return settings.hasBean ? new BeanJob(tally, Options.inForce(settings.given), state) : null;
      case 1:
        // Ahead of those that tell it of descendants, and of the one that asks.
        sightings = settings.reportsKills || settings.hasBean ? new Sightings(processes) : null;
        return sightings;
      case 2:
        return settings.keepsRaised || settings.raisesStrays ? hold() : null;
      case 3:
        // After it: what it has tried needs no second try.
        return new ReadBack(scores, processes, settings.score, settings.keepsRaised, tally);
      case 4:
        // Ahead of the reports: of a child that it has killed there is one line, and no other.
        guard = settings.hasGuard() ? guard() : null;
        return guard;
      case 5:
        return new Outlook(scores, settings.score, state, guard);
      default:
        return sightings == null
            ? null
            : new KillReports(new KillCounter(), sightings, tally, settings.reportsKills);
    }
  }

  private Job hold() {
    return new HoldJob(
        scores,
        processes,
        executables,
        policy,
        settings.keepsRaised,
        settings.raisesStrays,
        settings.raisesExisting,
        sightings,
        tally);
  }

  private GuardJob guard() {
    Footing footing = new Footing(settings.guard, settings.score, scores, processes);
    GuardStart starter = new GuardStart(jar, settings.guard, scores, new ProcProcesses());
    return new GuardJob(footing, starter, processes, tally);
  }
}
