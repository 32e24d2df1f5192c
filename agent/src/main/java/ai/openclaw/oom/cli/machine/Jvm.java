package ai.openclaw.oom.cli.machine;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;

/** A process that runs Java, as far as can be seen from outside. */
public final class Jvm {
  /** Whose JVM it is. */
  public enum Kind {
    HOTSPOT("HotSpot"),
    OPENJ9("OpenJ9");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  private static final String ID = "unix:dev,ino";
  private static final String LIBJVM = "/libjvm.so";
  private static final String LIBJ9 = "/libj9vm";

  public final Task task;
  public final Kind kind;
  private final Machine machine;
  private final Map<String, String> told;
  private final String commandLine;

  private Jvm(Machine machine, Task task, Kind kind, Map<String, String> told, String line) {
    this.machine = machine;
    this.task = task;
    this.kind = kind;
    this.told = told;
    this.commandLine = line;
  }

  /**
   * The JVM that a process is.
   *
   * @return null if it is none, as far as can be seen
   */
  public static Jvm of(Machine machine, Task task) {
    if (!task.hasMemory()) {
      return null;
    }
    String line = machine.text(task.pid, "cmdline");
    line = line == null ? "" : line;
    String library = machine.mapped(task.pid, LIBJ9, LIBJVM);
    String program = line.split("\0", 2)[0];
    boolean isLauncher = program.substring(program.lastIndexOf('/') + 1).equals("java");
    if (library == null && !isLauncher) {
      return null;
    }
    // OpenJ9 brings a libjvm.so, too.
    boolean isOpenJ9 = library != null && machine.mapped(task.pid, LIBJ9) != null;
    return new Jvm(
        machine, task, isOpenJ9 ? Kind.OPENJ9 : Kind.HOTSPOT, PerfData.of(machine, task), line);
  }

  /** The JDK's version; null if it is not told. */
  public String version() {
    String version = told.get("java.property.java.version");
    if (version != null) {
      return version;
    }
    String java = machine.link(task.pid, "exe");
    File bin = java == null ? null : new File(java).getParentFile();
    if (bin == null || bin.getParent() == null) {
      return null;
    }
    String release = Machine.read(inside(bin.getParent() + "/release"));
    int at = release == null ? -1 : release.indexOf("JAVA_VERSION=\"");
    if (at < 0) {
      return null;
    }
    int from = at + "JAVA_VERSION=\"".length();
    return release.substring(from, release.indexOf('"', from));
  }

  /** Its main class or jar, without arguments; null if it is not told. */
  public String main() {
    String command = told.get("sun.rt.javaCommand");
    if (command != null && !command.isEmpty()) {
      return command.split(" ", 2)[0];
    }
    return Launch.main(commandLine);
  }

  /** Its main class or jar with all arguments, as an operator would look for it. */
  public String command() {
    String command = told.get("sun.rt.javaCommand");
    return command != null && !command.isEmpty() ? command : commandLine.replace('\0', ' ').trim();
  }

  /** The options that it was started with, as far as they are told. */
  public List<String> options() {
    return Launch.options(environment("JAVA_TOOL_OPTIONS"), commandLine);
  }

  /** A variable of the environment that it was started with; null if it is not told. */
  public String environment(String name) {
    String text = machine.text(task.pid, "environ");
    for (String entry : text == null ? new String[0] : text.split("\0")) {
      if (entry.startsWith(name + "=")) {
        return entry.substring(name.length() + 1);
      }
    }
    return null;
  }

  /** A file as that process sees it, by an absolute path. */
  public File inside(String path) {
    File own = machine.file(task.pid, "root" + path);
    return own.exists() ? own : machine.file(path);
  }

  /** Whether its {@code /tmp} is this process's, too. */
  public boolean hasOurTmp() {
    try {
      Object theirs = Files.readAttributes(machine.file(task.pid, "root/tmp").toPath(), ID);
      return theirs.equals(Files.readAttributes(machine.file("tmp").toPath(), ID));
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  /** Whether that process has a file of an absolute path; its root may be another than ours. */
  public boolean sees(String path) {
    File own = machine.file(task.pid, "root");
    return own.isDirectory() ? new File(own, path).exists() : machine.file(path).exists();
  }

  /**
   * The agent's jar, if this process has it open, as a path that it sees.
   *
   * @return null if it has not; empty if that is not ours to see
   */
  public String agentJar() {
    String[] open = machine.file(task.pid, "fd").list();
    if (open == null) {
      return "";
    }
    for (String descriptor : open) {
      String path = machine.link(task.pid, "fd/" + descriptor);
      if (path != null && path.startsWith("/") && isAgent(descriptor, path)) {
        return path;
      }
    }
    return null;
  }

  /** By its name, or by what is in it: it may have been renamed, and loaded into a running JVM. */
  private boolean isAgent(String descriptor, String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return name.contains("openclaw-oom-agent") && name.contains(".jar")
        || AgentJar.isOne(machine.file(task.pid, "fd/" + descriptor));
  }
}
