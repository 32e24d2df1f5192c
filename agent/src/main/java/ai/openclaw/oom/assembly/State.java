package ai.openclaw.oom.assembly;

import ai.openclaw.oom.linux.Executables;
import ai.openclaw.oom.linux.ShellKind;
import java.io.File;
import java.io.IOException;
import java.util.function.Supplier;
import java.util.jar.JarFile;

/** Version and shim, in words; made when they are asked for, off the spawn's path. */
final class State implements Supplier<String> {
  private final File jar;
  private final String shim;
  private final boolean hasHelper;
  private final Executables executables;

  State(File jar, String shim, boolean hasHelper, Executables executables) {
    this.jar = jar;
    this.shim = shim;
    this.hasHelper = hasHelper;
    this.executables = executables;
  }

  @Override
  public String get() {
    return "openclaw-oom-agent " + version() + ", shim " + shim();
  }

  private String version() {
    try (JarFile open = new JarFile(jar, false)) {
      return open.getManifest().getMainAttributes().getValue("Implementation-Version");
    } catch (IOException e) {
      return "of unknown version";
    }
  }

  private String shim() {
    if (hasHelper) {
      return "native";
    }
    ShellKind shell = executables.shell();
    boolean isUsable = shell != ShellKind.NONE && shell != ShellKind.OTHER;
    return isUsable && !shim.equals("parent") ? "sh" : "parent";
  }
}
