package ai.openclaw.oom.demo.process;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command lines of the JVMs that the demo starts. */
public final class Jvm {
  /** What would bring options, or the agent itself, into a JVM. */
  private static final List<String> UNSET =
      List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

  /** The door of the demo, which all of its roles come in by. */
  public static final String MAIN = "ai.openclaw.oom.demo.Demo";

  /** Keeps the agent's hands off a child: the holder takes it out of the gateway's environment. */
  public static final String OPT_OUT = "OPENCLAW_CHILD_OOM_SCORE_ADJ";

  private Jvm() {}

  /** Keeps a gateway free of options, and at a score, that the demo itself was given. */
  public static void cleanEnvironment(ProcessBuilder gateway) {
    gateway.environment().keySet().removeAll(UNSET);
    // The demo may itself run under the agent: the gateway must not start raised.
    gateway.environment().put(OPT_OUT, "off");
  }

  /** The jar (or classes folder) that this demo runs from, as an absolute path. */
  public static Path jar() {
    try {
      return Path.of(Jvm.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * A JVM in one of the demo's roles, with a memory need that does not depend on the machine: one
   * collector, no second compiler tier, and no perf file that a killed JVM would leave in /tmp.
   */
  public static List<String> command(String role, String... options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData"));
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", jar().toString(), MAIN, role));
    return command;
  }
}
