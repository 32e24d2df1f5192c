package ai.openclaw.oom.watch;

import ai.openclaw.oom.log.Log;
import java.util.ArrayList;
import java.util.List;

/** One job's turns, each with its own try: a job that fails is said once, and harms no other. */
final class JobTurn {
  private final Job job;
  private boolean failed;

  private JobTurn(Job job) {
    this.job = job;
  }

  static List<JobTurn> all(List<Job> jobs) {
    List<JobTurn> turns = new ArrayList<>();
    for (Job job : jobs) {
      turns.add(new JobTurn(job));
    }
    return turns;
  }

  void take(List<Child> started, List<Child> ended) {
    try {
      job.look(started, ended);
    } catch (Throwable t) {
      if (!failed) {
        failed = true;
        Log.warn("watching children failed in part, " + job + ": " + t);
      }
    }
  }

  boolean isUrgent() {
    return job.isUrgent();
  }

  boolean isIdle() {
    try {
      return job.isIdle();
    } catch (Throwable t) {
      return true;
    }
  }
}
