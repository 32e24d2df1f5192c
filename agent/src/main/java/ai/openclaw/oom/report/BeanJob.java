package ai.openclaw.oom.report;

import ai.openclaw.oom.log.Log;
import ai.openclaw.oom.watch.Child;
import ai.openclaw.oom.watch.Job;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Registers the MXBean, once there is a child to tell of. */
public final class BeanJob implements Job {
  private final Tally tally;
  private final Map<String, String> options;
  private final Supplier<String> state;
  private boolean tried;

  /**
   * @param options in force
   * @param state version and shim, in words
   */
  public BeanJob(Tally tally, Map<String, String> options, Supplier<String> state) {
    this.tally = tally;
    this.options = options;
    this.state = state;
  }

  @Override
  public void look(List<Child> started, List<Child> ended) {
    if (!tried) {
      tried = true;
      try {
        TallyBean.register(tally, options, state);
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
