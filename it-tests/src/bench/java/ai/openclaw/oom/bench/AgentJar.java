package ai.openclaw.oom.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A jar of the agent's that is measured, with its helpers beside it.
 *
 * @param mark what tells its rows from those of the jar that was just built; empty for that one
 */
record AgentJar(Path path, String mark) {
  private static final Path BUILT = Path.of("agent/target/openclaw-oom-agent.jar");
  private static final String OLD = System.getProperty("bench.old", "");

  /** The jar that was just built, and the one that {@code -Dbench.old} names, if it does. */
  static List<AgentJar> all() {
    List<AgentJar> jars = new ArrayList<>();
    jars.add(built());
    if (!OLD.isEmpty()) {
      jars.add(new AgentJar(existing(Path.of(OLD), "bench.old names it"), ", old jar"));
    }
    return jars;
  }

  static AgentJar built() {
    return new AgentJar(existing(BUILT, "build it with: mvn -q package -DskipTests"), "");
  }

  private static Path existing(Path jar, String hint) {
    if (!Files.exists(jar)) {
      throw new IllegalStateException(jar.toAbsolutePath() + " is not there; " + hint);
    }
    return jar.toAbsolutePath();
  }
}
