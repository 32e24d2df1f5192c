package ai.openclaw.oom.probe;

import java.io.File;
import net.bytebuddy.agent.ByteBuddyAgent;

/** Attaches the jar of the second argument to the JVM whose process id is the first. */
public final class Attach {

  private Attach() {}

  public static void main(String[] args) {
    ByteBuddyAgent.attach(new File(args[1]), args[0]);
  }
}
