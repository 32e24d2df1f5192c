package ai.openclaw.oom.probe;

import java.io.File;

/**
 * Has a child and a grandchild, prints its pid as {@code /proc} has it, and goes on once somebody
 * has attached the agent: it prints the scores of both, and of a new child.
 */
public final class Awaited {
  private Awaited() {}

  public static void main(String[] args) throws Exception {
    try (Family family = new Family()) {
      System.out.println("pid " + new File("/proc/self").getCanonicalFile().getName());
      while (!"true".equals(System.getProperty("openclaw.oom.active"))) {
        Thread.sleep(20);
      }
      // The children that are there are raised after that was said.
      for (String pid : family.pids()) {
        while (Generations.score(pid) != 1000) {
          Thread.sleep(20);
        }
        System.out.println("there 1000");
      }
      System.out.print("new " + new String(Child.run("cat", Child.SCORE_FILE).out(), "UTF-8"));
    }
  }
}
