package ai.openclaw.oom.linux;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Map;
import java.util.Scanner;
import java.util.concurrent.TimeUnit;

/**
 * The real kernel, through {@code /proc}.
 *
 * <p>{@code java.io} wherever it will do: NIO, first used after the working directory was deleted,
 * fails for good.
 */
public final class ProcLinux implements Linux {
  private static final String SCORE = "/oom_score_adj";
  private static final long RECENT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final ExecutableProbe probe = new ExecutableProbe();
  private final boolean utf8 =
      "UTF-8".equalsIgnoreCase(System.getProperty("sun.jnu.encoding"))
          && Charset.defaultCharset().equals(StandardCharsets.UTF_8);
  private Boolean environmentWhole;
  private ShellKind shell;
  private volatile ExecWatch execWatch;
  private volatile Path workingDirectory;
  private volatile long ownPid = -1;
  private volatile boolean procIsOurs;
  private volatile int recentScore = UNKNOWN;
  private volatile long recentAt;

  @Override
  public int ownScore() {
    return score("/proc/self" + SCORE);
  }

  @Override
  public int recentOwnScore() {
    long now = System.nanoTime();
    if (recentScore == UNKNOWN || now - recentAt > RECENT_NANOS) {
      recentScore = ownScore();
      recentAt = now;
    }
    return recentScore;
  }

  @Override
  public int scoreOf(long pid) {
    return score("/proc/" + pid + SCORE);
  }

  // A child that has ended may have been reaped, and its pid given to somebody else's process; one
  // that the JDK holds to be alive has not been. Once open, the file stays one process's own. And
  // /proc may be that of another pid namespace, where our children have other pids and strangers
  // have theirs.
  @Override
  public Raise raise(long pid, Process process, int score) {
    // Often it has, and a failing open is dear.
    if (hasEnded(process)) {
      return Raise.GONE;
    }
    try (RandomAccessFile file = new RandomAccessFile("/proc/" + pid + SCORE, "rw")) {
      // A pid namespace is for good: what holds for one child holds for all.
      if (process == null || !procIsOurs) {
        ProcessEntry seen = ProcessEntry.of(pid);
        if (!isChild(seen)) {
          return seen == null || process == null ? Raise.GONE : Raise.REFUSED;
        }
        procIsOurs = true;
      }
      if (hasEnded(process)) {
        return Raise.GONE;
      }
      // Nothing can be lowered where nothing is higher.
      return score < MOST && ScoreText.read(file) >= score ? Raise.DONE : write(file, score);
    } catch (IOException e) {
      return hasEnded(process) ? Raise.GONE : notWritten(pid, score);
    }
  }

  private static boolean hasEnded(Process process) {
    return process != null && !process.isAlive();
  }

  @Override
  public Raise raise(ProcessEntry seen, int score) {
    try (RandomAccessFile file = new RandomAccessFile("/proc/" + seen.pid + SCORE, "rw")) {
      if (!seen.isStillThere()) {
        return Raise.GONE;
      }
      // Read as late as can be: a shim may just have raised it, and nothing is lowered.
      return ScoreText.read(file) >= score ? Raise.DONE : write(file, score);
    } catch (IOException e) {
      return notWritten(seen.pid, score);
    }
  }

  private static Raise write(RandomAccessFile file, int score) throws IOException {
    ScoreText.write(file, score);
    file.seek(0);
    return ScoreText.read(file) >= score ? Raise.DONE : Raise.REFUSED;
  }

  private Raise notWritten(long pid, int score) {
    int now = scoreOf(pid);
    return now >= score ? Raise.DONE : now == UNKNOWN ? Raise.GONE : Raise.REFUSED;
  }

  @Override
  public ProcessEntry child(long pid) {
    ProcessEntry entry = ProcessEntry.of(pid);
    return isChild(entry) ? entry : null;
  }

  private boolean isChild(ProcessEntry entry) {
    return entry != null && entry.parent == ownPid();
  }

  /** As {@code /proc} numbers it; -1 if it does not tell. */
  private long ownPid() {
    if (ownPid < 0) {
      try {
        ownPid = Long.parseLong(new File("/proc/self").getCanonicalFile().getName());
      } catch (IOException | NumberFormatException e) {
        return -1;
      }
    }
    return ownPid;
  }

  @Override
  public long lastPid() {
    byte[] load = new byte[128];
    try (InputStream in = new FileInputStream("/proc/loadavg")) {
      String text = new String(load, 0, Math.max(0, in.read(load)), StandardCharsets.US_ASCII);
      return Long.parseLong(text.substring(text.lastIndexOf(' ') + 1).trim());
    } catch (IOException | NumberFormatException e) {
      return -1;
    }
  }

  @Override
  public Map<Long, ProcessEntry> processes() {
    return ProcessEntry.all();
  }

  @Override
  public ProcessEntry process(long pid) {
    return ProcessEntry.of(pid);
  }

  @Override
  public String environmentOf(long pid, String name) {
    try (Scanner entries = new Scanner(new File("/proc/" + pid + "/environ"), "ISO-8859-1")) {
      entries.useDelimiter("\0");
      while (entries.hasNext()) {
        String entry = entries.next();
        if (entry.startsWith(name + "=")) {
          return entry.substring(name.length() + 1);
        }
      }
    } catch (IOException e) {
      // Ended, or not ours to read.
    }
    return null;
  }

  private static int score(String path) {
    try (RandomAccessFile file = new RandomAccessFile(path, "r")) {
      return ScoreText.read(file);
    } catch (IOException e) {
      return UNKNOWN;
    }
  }

  @Override
  public Exec awaitCommand(long pid, String helper) {
    ExecWatch watch = execWatch;
    if (watch == null || !watch.isFor(helper)) {
      watch = new ExecWatch(helper);
      execWatch = watch;
    }
    return watch.await(pid);
  }

  @Override
  public boolean isAllowed(String path) {
    return new File(path).canExecute();
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
  public String searchPath() {
    return System.getenv("PATH");
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
