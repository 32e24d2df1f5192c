package ai.openclaw.oom.report;

import ai.openclaw.oom.log.Log;
import ai.openclaw.oom.watch.Child;
import ai.openclaw.oom.watch.Job;
import java.util.List;
import java.util.Map;

/**
 * Registers the MXBean, once there is a child to tell of and somebody has made the platform's
 * server.
 */
public final class BeanJob implements Job {
  private final Tally tally;
  private final Map<String, String> options;
  private final Equipment equipment;
  private boolean isDone;

  /**
   * @param options in force
   */
  public BeanJob(Tally tally, Map<String, String> options, Equipment equipment) {
    this.tally = tally;
    this.options = options;
    this.equipment = equipment;
  }

  @Override
  public void look(List<Child> started, List<Child> ended) {
    if (!isDone) {
      try {
        isDone = TallyBean.register(tally, options, equipment);
      } catch (LinkageError e) {
        isDone = true;
        Log.warn("jmx=true does nothing: this Java runtime lacks java.management: " + e);
      }
    }
  }

  /** Somebody may ask for JMX at any time, and then expects the bean. */
  @Override
  public boolean isIdle() {
    return isDone;
  }

  @Override
  public String toString() {
    return "registering the MXBean";
  }
}
