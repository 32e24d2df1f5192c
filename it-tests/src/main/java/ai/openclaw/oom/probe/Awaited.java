package ai.openclaw.oom.probe;

import java.io.File;

/**
 * Has a child and a grandchild, prints its pid as {@code /proc} has it, and goes on once somebody
 * has attached the agent: it prints the scores of both, and of a new child.
 */
public final class Awaited {
  private static final String SCRIPT = "sleep 1000 & echo $$ $!; wait";

  private Awaited() {}

  public static void main(String[] args) throws Exception {
    Process child = new ProcessBuilder("sh", "-c", SCRIPT).start();
    StringBuilder pids = new StringBuilder();
    for (int c = child.getInputStream().read(); c != '\n'; c = child.getInputStream().read()) {
      pids.append((char) c);
    }
    try {
      System.out.println("pid " + new File("/proc/self").getCanonicalFile().getName());
      while (!"true".equals(System.getProperty("openclaw.oom.active"))) {
        Thread.sleep(20);
      }
      // The children that are there are raised after that was said.
      for (String pid : pids.toString().split(" ")) {
        while (Generations.score(pid) != 1000) {
          Thread.sleep(20);
        }
        System.out.println("there 1000");
      }
      System.out.print("new " + new String(Child.run("cat", Child.SCORE_FILE).out(), "UTF-8"));
    } finally {
      Child.run("sh", "-c", "kill -9 " + pids);
    }
  }
}
