package ai.openclaw.oom.demo.process;

import java.nio.file.Path;

/**
 * The agent that a gateway is given.
 *
 * @param jar its jar
 * @param guard whether it is asked to keep a guard
 */
public record Agent(Path jar, boolean guard) {
  /** What each of its lines begins with. */
  private static final String PREFIX = "[openclaw-oom] ";

  /** The JVM's option that brings it in. */
  public String option() {
    return "-javaagent:" + jar + (guard ? "=guard=on" : "");
  }

  /** Whether it is the agent that says a line. */
  public static boolean says(String line) {
    return line.startsWith(PREFIX);
  }

  /** Whether it says with a line that there is no guard, though it was asked for one. */
  public static boolean saysThereIsNoGuard(String line) {
    return says(line)
        && (line.contains(" guard=on does nothing: ") || line.endsWith("; no guard is kept"));
  }
}
