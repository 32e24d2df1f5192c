package ai.openclaw.oom.probe;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * An application that names its log manager in main, as WildFly does, after it has started a child
 * and the agent has had its say about it.
 */
public final class LateLogManager {
  /** The application's own. */
  public static final class Own extends LogManager {}

  private LateLogManager() {}

  public static void main(String[] args) throws Exception {
    Process child = new ProcessBuilder("cat").start();
    child.destroyForcibly().waitFor();
    // The bean's job comes first; to ask for it here would itself start what is to come later.
    while (!said().contains("ended by SIGKILL")) {
      Thread.sleep(20);
    }
    System.setProperty("java.util.logging.manager", Own.class.getName());
    System.out.println(LogManager.getLogManager().getClass().getSimpleName());
    Logger.getLogger("application").info("works");
    ObjectName name = new ObjectName("ai.openclaw.oom:type=ChildOomAgent");
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    while (!server.isRegistered(name)) {
      Thread.sleep(20);
    }
    System.out.println("bean " + server.getAttribute(name, "KilledChildren"));
  }

  private static String said() throws IOException {
    return new String(Files.readAllBytes(Paths.get("stderr")), "UTF-8");
  }
}
