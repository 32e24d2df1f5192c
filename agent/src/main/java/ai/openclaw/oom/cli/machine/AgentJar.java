package ai.openclaw.oom.cli.machine;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** An agent's jar, as a file. */
public final class AgentJar {
  private static final String DOOR = "ai.openclaw.oom.agent.OomAgent";

  /** Its folder, as the jar's directory has it. */
  private static final String FOLDER = "ai/openclaw/oom/agent/";

  /** Of a jar's end, where its directory is: ours has far less. */
  private static final int DIRECTORY = 1 << 16;

  private AgentJar() {}

  /** Whether a file is one, without reading more of others than a piece of their end. */
  static boolean isOne(File file) {
    return mayBeOne(file) && isDoorThere(file);
  }

  /** To open every jar of a large service as such would take too long. */
  private static boolean mayBeOne(File file) {
    // Not a pipe or a device: to open one may wait, or do something.
    if (!file.isFile()) {
      return false;
    }
    try (RandomAccessFile open = new RandomAccessFile(file, "r")) {
      if (open.length() < DOOR.length() || open.read() != 'P' || open.read() != 'K') {
        return false;
      }
      byte[] end = new byte[(int) Math.min(DIRECTORY, open.length())];
      open.seek(open.length() - end.length);
      open.readFully(end);
      return new String(end, StandardCharsets.ISO_8859_1).contains(FOLDER);
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isDoorThere(File file) {
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
