package ai.openclaw.oom.report;

import ai.openclaw.oom.log.Log;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * The counts for a management client. Keeps JMX out of every JVM that does not ask for it: only
 * this class names its types.
 */
final class TallyBean implements ChildOomAgentMXBean {
  private final Tally tally;

  private final Map<String, String> options;
  private final Supplier<String> state;

  private TallyBean(Tally tally, Map<String, String> options, Supplier<String> state) {
    this.tally = tally;
    this.options = options;
    this.state = state;
  }

  static void register(Tally tally, Map<String, String> options, Supplier<String> state) {
    try {
      ManagementFactory.getPlatformMBeanServer()
          .registerMBean(
              new TallyBean(tally, options, state),
              new ObjectName("ai.openclaw.oom:type=ChildOomAgent"));
    } catch (JMException e) {
      Log.warn("the MXBean is not registered: " + e);
    }
  }

  @Override
  public Map<String, Long> getSpawns() {
    return tally.outcomes();
  }

  @Override
  public Map<String, Long> getParentRaises() {
    return tally.raises();
  }

  @Override
  public Map<String, Long> getHolds() {
    return tally.holds();
  }

  @Override
  public Map<String, Long> getStrays() {
    return tally.strays();
  }

  @Override
  public long getKilledChildren() {
    return tally.killedChildren();
  }

  @Override
  public long getGuardKills() {
    return tally.guardKills();
  }

  @Override
  public long getLiveRaisedChildren() {
    return tally.liveChildren();
  }

  @Override
  public Map<String, String> getOptions() {
    return options;
  }

  @Override
  public String getState() {
    return state.get();
  }

  @Override
  public List<String> getLastKills() {
    return tally.kills();
  }
}
