package ai.openclaw.oom.probe;

import java.io.File;

/**
 * A JVM that has started processes before the agent comes, and to which it comes twice. The count
 * of {@link Wrapped} shows that the second time adds nothing.
 */
public final class LateAttach {

  private LateAttach() {}

  public static void main(String[] args) throws Exception {
    String pid = new File("/proc/self").getCanonicalFile().getName();
    print("before");
    for (String time : new String[] {"once", "twice"}) {
      Child attach = Child.run(Nested.command(Attach.class.getName(), pid, args[0]));
      System.out.println("attach:" + attach);
      print(time);
    }
  }

  private static void print(String when) throws Exception {
    String score = Child.run("cat", Child.SCORE_FILE).score();
    System.out.println(when + ":" + score + " " + Wrapped.calls("cat"));
  }
}
