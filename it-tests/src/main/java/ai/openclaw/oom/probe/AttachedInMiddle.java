package ai.openclaw.oom.probe;

import java.io.File;

/** Lets the agent come into this JVM, and prints its own score and a child's before and after. */
public final class AttachedInMiddle {
  private AttachedInMiddle() {}

  public static void main(String[] args) throws Exception {
    print();
    String pid = new File("/proc/self").getCanonicalFile().getName();
    Child.run(Nested.command(Attach.class.getName(), pid, args[0]));
    print();
  }

  private static void print() throws Exception {
    String child = new String(Child.run("cat", Child.SCORE_FILE).out(), "UTF-8");
    System.out.print("own " + Generations.score("self") + ", child " + child);
  }
}
