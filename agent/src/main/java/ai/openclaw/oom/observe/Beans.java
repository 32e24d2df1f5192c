package ai.openclaw.oom.observe;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;

/** Keeps JMX out of every JVM that does not ask for it: only this class names its types. */
final class Beans {
  private Beans() {}

  static void register(ChildOomAgentMXBean bean) {
    try {
      ManagementFactory.getPlatformMBeanServer()
          .registerMBean(bean, new ObjectName("ai.openclaw.oom:type=ChildOomAgent"));
    } catch (JMException e) {
      Log.errorOnce("the MXBean is not registered: " + e);
    }
  }
}
