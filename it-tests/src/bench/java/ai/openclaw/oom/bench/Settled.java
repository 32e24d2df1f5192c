package ai.openclaw.oom.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A JVM that starts a child or none, waits until all has settled, and says what it holds. */
final class Settled {
  private Settled() {}

  /**
   * @param command of a child that lives until its input ends; empty for none
   */
  public static void main(String[] command) throws Exception {
    Process child = command[0].isEmpty() ? null : new ProcessBuilder(command).start();
    TimeUnit.SECONDS.sleep(2);
    // Before java.management is loaded, which holds more than we do.
    String status = Files.readString(Path.of("/proc/self/status"));
    int classes = ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
    System.out.println(field(status, "VmRSS:") + " " + field(status, "Threads:") + " " + classes);
    if (child != null) {
      child.getOutputStream().close();
      child.waitFor();
    }
  }

  private static String field(String status, String name) {
    String rest = status.substring(status.indexOf(name) + name.length()).trim();
    return rest.split("\\s")[0];
  }
}
