package ai.openclaw.oom.report;

import ai.openclaw.oom.log.Log;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;

/**
 * The counts for a management client. Keeps JMX out of every JVM that does not ask for it: only
 * this class names its types.
 */
final class TallyBean implements ChildOomAgentMXBean {
  private final Tally tally;

  private final Map<String, String> options;
  private final Equipment equipment;

  private TallyBean(Tally tally, Map<String, String> options, Equipment equipment) {
    this.tally = tally;
    this.options = options;
    this.equipment = equipment;
  }

  /**
   * Registers it, if somebody has made the platform's server by now. To make it here would start
   * logging, and an application that names its log manager in its main method would come too late.
   *
   * @return whether there is no more to be done
   */
  static boolean register(Tally tally, Map<String, String> options, Equipment equipment) {
    try {
      for (MBeanServer server : MBeanServerFactory.findMBeanServer(null)) {
        if (server.isRegistered(new ObjectName(ManagementFactory.RUNTIME_MXBEAN_NAME))) {
          TallyBean bean = new TallyBean(tally, options, equipment);
          server.registerMBean(bean, new ObjectName("ai.openclaw.oom:type=ChildOomAgent"));
          return true;
        }
      }
      return false;
    } catch (JMException e) {
      Log.warn("the MXBean is not registered: " + e);
      return true;
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
  public long getRaisedSpawns() {
    return tally.spawns(true);
  }

  @Override
  public long getOtherSpawns() {
    return tally.spawns(false);
  }

  @Override
  public long getKilledChildren() {
    return tally.killedChildren();
  }

  @Override
  public long getKilledDescendants() {
    return tally.killedDescendants();
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
  public String getVersion() {
    return equipment.version();
  }

  @Override
  public String getShim() {
    return equipment.shim();
  }

  @Override
  public String getShimReason() {
    return equipment.whyShim();
  }

  @Override
  public List<String> getLastKills() {
    return tally.kills();
  }
}
