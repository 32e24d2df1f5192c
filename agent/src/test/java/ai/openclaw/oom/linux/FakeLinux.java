package ai.openclaw.oom.linux;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A Linux made up of a few files, whose JVM runs in {@code /jvm}. */
public class FakeLinux implements Scores, Executables {
  public int ownScore;
  public String searchPath = "/bin";

  /** Null until it is asked for. */
  private String firstSearchPath;

  public boolean hasWorkingDirectory = true;
  public boolean isEnvironmentWhole = true;
  public boolean isUtf8 = true;
  public ShellKind shell = ShellKind.DASH;

  /** What may be executed, by absolute path. */
  public final Map<String, Executable> files = new HashMap<>(Map.of("/bin/sh", Executable.RUNS));

  /** The JVM's own. */
  public final Map<String, String> variables = new HashMap<>();

  /** Links, by absolute path, and where they lead. */
  public final Map<String, String> links = new LinkedHashMap<>();

  /** By absolute path. */
  public final Set<String> directories = new HashSet<>();

  /** By absolute path. */
  public final Set<String> justWritten = new HashSet<>();

  @Override
  public int ownScore() {
    return ownScore;
  }

  @Override
  public int recentOwnScore() {
    return ownScore;
  }

  @Override
  public int placeOwn(int score) {
    ownScore = score;
    return score;
  }

  @Override
  public String obstacle() {
    return null;
  }

  @Override
  public Raise raise(long pid, long startTime, int score) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ShellKind shell() {
    return shell;
  }

  @Override
  public boolean isOfSelf(String path) {
    return path.startsWith("/proc/self/");
  }

  @Override
  public boolean isAllowed(String path) {
    return isExecutable(path) || isEnterable(path);
  }

  @Override
  public String realPath(String path) {
    for (Map.Entry<String, String> link : links.entrySet()) {
      if ((path + "/").startsWith(link.getKey() + "/")) {
        return link.getValue() + path.substring(link.getKey().length());
      }
    }
    return path;
  }

  @Override
  public boolean isExecutable(String path) {
    return !path.endsWith("/") && files.containsKey(absolute(path));
  }

  @Override
  public Executable probe(String path) {
    return isExecutable(path) ? files.get(absolute(path)) : Executable.FAILS;
  }

  @Override
  public boolean isSettled(String path) {
    return !justWritten.contains(absolute(path));
  }

  @Override
  public boolean isEnterable(String directory) {
    return directories.contains(absolute(directory));
  }

  private static String absolute(String path) {
    return Path.of("/jvm").resolve(path).normalize().toString();
  }

  @Override
  public boolean hasWorkingDirectory() {
    return hasWorkingDirectory;
  }

  @Override
  public String firstSearchPath() {
    firstSearchPath = firstSearchPath == null ? searchPath : firstSearchPath;
    return firstSearchPath;
  }

  @Override
  public String variable(String name) {
    return "PATH".equals(name) ? searchPath : variables.get(name);
  }

  @Override
  public boolean isEnvironmentWhole() {
    return isEnvironmentWhole;
  }

  @Override
  public boolean isUtf8() {
    return isUtf8;
  }

  @Override
  public int scoreOf(long pid) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Raise raise(long pid, Process process, int score) {
    throw new UnsupportedOperationException();
  }
}
