package ai.openclaw.oom.cli.machine;

import java.io.File;
import java.io.IOException;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** An agent's jar, as a file. */
public final class AgentJar {
  private static final String DOOR = "ai.openclaw.oom.agent.OomAgent";

  private AgentJar() {}

  static boolean isOne(File file) {
    Attributes manifest = manifest(file);
    return manifest != null && DOOR.equals(manifest.getValue("Agent-Class"));
  }

  /** Its version; null if it is not told. */
  public static String version(File file) {
    Attributes manifest = manifest(file);
    return manifest == null ? null : manifest.getValue("Implementation-Version");
  }

  private static Attributes manifest(File file) {
    try (JarFile jar = new JarFile(file, false)) {
      Manifest manifest = jar.getManifest();
      return manifest == null ? null : manifest.getMainAttributes();
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }
}
