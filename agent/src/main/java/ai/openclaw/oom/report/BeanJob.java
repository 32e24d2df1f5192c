package ai.openclaw.oom.report;

import ai.openclaw.oom.log.Log;
import ai.openclaw.oom.watch.Child;
import ai.openclaw.oom.watch.Job;
import java.util.List;

/** Registers the MXBean, once there is a child to tell of. */
public final class BeanJob implements Job {
  private final Tally tally;
  private boolean tried;

  public BeanJob(Tally tally) {
    this.tally = tally;
  }

  @Override
  public void look(List<Child> started, List<Child> ended) {
    if (!tried) {
      tried = true;
      try {
        TallyBean.register(tally);
      } catch (LinkageError e) {
        Log.warn("jmx=true does nothing: this Java runtime lacks java.management: " + e);
      }
    }
  }

  @Override
  public boolean isIdle() {
    return true;
  }

  @Override
  public String toString() {
    return "registering the MXBean";
  }
}
