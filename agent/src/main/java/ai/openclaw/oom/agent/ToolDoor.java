package ai.openclaw.oom.agent;

import java.io.File;
import java.net.URL;
import java.util.function.BiFunction;

/**
 * The other door: what {@code java -jar} of the agent opens. Behind it are the tools, in the same
 * loader as the rooms that they ask. A JVM that carries the agent never comes by here.
 */
public final class ToolDoor {
  private ToolDoor() {}

  /** Ends with the tool's exit code. */
  public static void main(String[] args) throws Exception {
    URL jar = ToolDoor.class.getProtectionDomain().getCodeSource().getLocation();
    BiFunction<File, String[], Integer> tools = new Rooms(jar).make("ai.openclaw.oom.cli.Tools");
    System.exit(tools.apply(new File(jar.toURI()), args));
  }
}
