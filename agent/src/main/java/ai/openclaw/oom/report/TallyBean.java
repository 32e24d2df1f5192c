package ai.openclaw.oom.report;

import ai.openclaw.oom.log.Log;
import java.lang.management.ManagementFactory;
import java.util.Map;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * The counts for a management client. Keeps JMX out of every JVM that does not ask for it: only
 * this class names its types.
 */
final class TallyBean implements ChildOomAgentMXBean {
  private final Tally tally;

  private TallyBean(Tally tally) {
    this.tally = tally;
  }

  static void register(Tally tally) {
    try {
      ManagementFactory.getPlatformMBeanServer()
          .registerMBean(
              new TallyBean(tally), new ObjectName("ai.openclaw.oom:type=ChildOomAgent"));
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
}
