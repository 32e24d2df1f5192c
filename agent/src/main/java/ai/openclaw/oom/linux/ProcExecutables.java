package ai.openclaw.oom.linux;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;

/**
 * The real files.
 *
 * <p>{@code java.io} wherever it will do: NIO, first used after the working directory was deleted,
 * fails for good.
 */
public final class ProcExecutables implements Executables {
  private final ExecutableProbe probe = new ExecutableProbe();
  private final boolean utf8 =
      "UTF-8".equalsIgnoreCase(System.getProperty("sun.jnu.encoding"))
          && Charset.defaultCharset().equals(StandardCharsets.UTF_8);
  private Boolean environmentWhole;
  private ShellKind shell;
  private volatile Path workingDirectory;

  /** Its only element is it, and may be null; null until it is asked for. */
  private volatile String[] firstSearchPath;

  @Override
  public boolean isAllowed(String path) {
    return new File(path).canExecute();
  }

  @Override
  public String realPath(String path) {
    try {
      return new File(path).getCanonicalPath();
    } catch (IOException e) {
      return null;
    }
  }

  @Override
  public boolean isExecutable(String path) {
    return ExecutableProbe.isExecutable(path);
  }

  @Override
  public Executable probe(String path) {
    return probe.probe(path);
  }

  @Override
  public boolean isSettled(String path) {
    return ExecutableProbe.isSettled(path);
  }

  @Override
  public synchronized ShellKind shell() {
    if (shell == null) {
      shell = ShellKind.of("/bin/sh");
    }
    return shell;
  }

  @Override
  public boolean isOfSelf(String path) {
    return Links.leadToSelf(path);
  }

  @Override
  public boolean isEnterable(String directory) {
    File file = new File(directory);
    return file.isDirectory() && file.canExecute();
  }

  // For a deleted directory the link's text ends in " (deleted)", which may also be the end of a
  // name. There it names nothing and is therefore not followed: the canonical path stays in /proc.
  @Override
  public boolean hasWorkingDirectory() {
    try {
      Path link = workingDirectory;
      if (link == null) {
        link = Paths.get("/proc/self/cwd");
        workingDirectory = link;
      }
      String text = Files.readSymbolicLink(link).toString();
      if (text.startsWith("/") && !text.endsWith(")")) {
        return true;
      }
      return !new File("/proc/self/cwd").getCanonicalPath().startsWith("/proc/");
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public String firstSearchPath() {
    String[] first = firstSearchPath;
    if (first == null) {
      first = new String[] {System.getenv("PATH")};
      firstSearchPath = first;
    }
    return first[0];
  }

  @Override
  public String variable(String name) {
    return System.getenv(name);
  }

  @Override
  public synchronized boolean isEnvironmentWhole() {
    if (environmentWhole == null) {
      environmentWhole = countEntries() == System.getenv().size();
    }
    return environmentWhole;
  }

  private static int countEntries() {
    int entries = 0;
    byte[] block = new byte[8192];
    try (InputStream in = new FileInputStream("/proc/self/environ")) {
      for (int length = in.read(block); length > 0; length = in.read(block)) {
        for (int i = 0; i < length; i++) {
          entries += block[i] == 0 ? 1 : 0;
        }
      }
    } catch (IOException e) {
      return -1;
    }
    return entries;
  }

  @Override
  public boolean isUtf8() {
    return utf8;
  }
}
