package ai.openclaw.oom.probe;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;
import javax.management.InstanceNotFoundException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;

/** Kills a child, and prints what the MXBean counts once it has seen that. */
public final class Managed {

  private Managed() {}

  public static void main(String[] args) throws Exception {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    ObjectName name = new ObjectName("ai.openclaw.oom:type=ChildOomAgent");
    System.out.println("before " + server.isRegistered(name));
    Process child = new ProcessBuilder("cat").start();
    child.destroyForcibly().waitFor();
    while (killed(server, name) == 0) {
      Thread.yield();
    }
    System.out.println("killed " + killed(server, name));
    System.out.println("spawns " + counts(server, name, "Spawns"));
    if (args.length > 0) {
      printMore(server, name);
    }
  }

  private static void printMore(MBeanServer server, ObjectName name) throws Exception {
    String[] kills = (String[]) server.getAttribute(name, "LastKills");
    System.out.println(
        "live "
            + server.getAttribute(name, "LiveRaisedChildren")
            + ", kills "
            + kills.length
            + ", score "
            + counts(server, name, "Options").get("score")
            + ", shim "
            + server.getAttribute(name, "Shim")
            + ", "
            + server.getAttribute(name, "ShimReason")
            + ", raised "
            + server.getAttribute(name, "RaisedSpawns"));
  }

  private static long killed(MBeanServer server, ObjectName name) throws Exception {
    try {
      return (Long) server.getAttribute(name, "KilledChildren");
    } catch (InstanceNotFoundException e) {
      return 0;
    }
  }

  private static Map<String, Object> counts(MBeanServer server, ObjectName name, String attribute)
      throws Exception {
    Map<String, Object> counts = new TreeMap<>();
    for (Object row : ((TabularData) server.getAttribute(name, attribute)).values()) {
      CompositeData entry = (CompositeData) row;
      if (!entry.get("value").equals(0L)) {
        counts.put((String) entry.get("key"), entry.get("value"));
      }
    }
    return counts;
  }
}
