package ai.openclaw.oom.probe;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Paths;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Starts a child that comes to an end, or whose descendant does, and prints what the MXBean tells
 * of it. Arguments: what this JVM's own stderr, a file in its directory, is to tell first, or
 * nothing; then the command, which is to end at the end of its input if it still runs.
 */
public final class Victims {
  private Victims() {}

  public static void main(String[] args) throws Exception {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    ObjectName name = new ObjectName("ai.openclaw.oom:type=ChildOomAgent");
    String[] command = new String[args.length - 1];
    System.arraycopy(args, 1, command, 0, command.length);
    Process child = new ProcessBuilder(command).start();
    while (!said().contains(args[0])) {
      Thread.sleep(20);
    }
    child.getOutputStream().close();
    System.out.println("exit " + child.waitFor());
    // Two looks: whatever is to be said of the first child has been said then.
    Process next = new ProcessBuilder("cat").start();
    awaitLive(server, name, 1);
    next.getOutputStream().close();
    awaitLive(server, name, 0);
    String[] kills = (String[]) server.getAttribute(name, "LastKills");
    System.out.println(
        "children "
            + server.getAttribute(name, "KilledChildren")
            + ", descendants "
            + server.getAttribute(name, "KilledDescendants")
            + ", told "
            + kills.length);
  }

  private static void awaitLive(MBeanServer server, ObjectName name, long count) throws Exception {
    while (!server.isRegistered(name)
        || !server.getAttribute(name, "LiveRaisedChildren").equals(count)) {
      Thread.sleep(20);
    }
  }

  private static String said() throws IOException {
    return new String(Files.readAllBytes(Paths.get("stderr")), "UTF-8");
  }
}
