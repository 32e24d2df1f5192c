package ai.openclaw.oom.assembly;

import ai.openclaw.oom.linux.Executables;
import ai.openclaw.oom.linux.ShellKind;
import ai.openclaw.oom.report.Equipment;
import ai.openclaw.oom.shim.HelperFile;
import ai.openclaw.oom.shim.NativeShim;
import java.io.File;
import java.io.IOException;
import java.util.jar.JarFile;

/** Version and shim; made when they are asked for, off the spawn's path. */
final class State implements Equipment {
  private final File jar;
  private final String shim;
  private final NativeShim helper;
  private final Executables executables;

  /**
   * @param shim the option's value
   * @param helper null if there is none that is intact
   */
  State(File jar, String shim, NativeShim helper, Executables executables) {
    this.jar = jar;
    this.shim = shim;
    this.helper = helper;
    this.executables = executables;
  }

  @Override
  public String version() {
    try (JarFile open = new JarFile(jar, false)) {
      return open.getManifest().getMainAttributes().getValue("Implementation-Version");
    } catch (IOException e) {
      return "of unknown version";
    }
  }

  @Override
  public String shim() {
    if (helper != null && helper.path() != null) {
      return "native";
    }
    return hasShell() && !shim.equals("parent") ? "sh" : "parent";
  }

  private boolean hasShell() {
    ShellKind shell = executables.shell();
    return shell != ShellKind.NONE && shell != ShellKind.OTHER;
  }

  @Override
  public String whyShim() {
    String path = helper == null ? null : helper.path();
    if (path != null) {
      return "shim=" + shim + ", and an intact helper is at " + path;
    }
    if (shim.equals("parent")) {
      return "shim=parent";
    }
    String why = "shim=" + shim;
    if (!shim.equals("sh")) {
      why += ", and no helper can be used: " + fault();
    }
    return hasShell() ? why : why + "; /bin/sh is no shell that is known to be fine";
  }

  private String fault() {
    if (helper != null) {
      return "the one that there was has been given up, as a start has failed by it";
    }
    HelperFile file = new HelperFile(jar);
    String path = shim.startsWith("/") ? shim : file.pathBeside();
    String fault = file.faultOf(path);
    // It may have been put right since the agent looked.
    return fault == null ? path + " was not intact at the first spawn" : fault;
  }
}
