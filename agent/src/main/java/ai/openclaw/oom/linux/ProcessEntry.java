package ai.openclaw.oom.linux;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** A process as {@code /proc/PID/stat} shows it. Pid and start time together are never reused. */
public final class ProcessEntry {
  private static final int PARENT = 1;
  private static final int START_TIME = 19;

  public final long pid;
  public final long parent;

  /** In clock ticks after the system's boot. */
  public final long startTime;

  public ProcessEntry(long pid, long parent, long startTime) {
    this.pid = pid;
    this.parent = parent;
    this.startTime = startTime;
  }

  /**
   * @return null if there is no such process
   */
  static ProcessEntry of(long pid) {
    byte[] stat = new byte[1024];
    try (InputStream in = new FileInputStream("/proc/" + pid + "/stat")) {
      int length = Math.max(0, in.read(stat));
      return parse(pid, new String(stat, 0, length, StandardCharsets.ISO_8859_1));
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }

  // "pid (comm) state ppid …": comm may hold blanks and brackets, so count from its end.
  private static ProcessEntry parse(long pid, String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", START_TIME + 2);
    return new ProcessEntry(
        pid, Long.parseLong(fields[PARENT]), Long.parseLong(fields[START_TIME]));
  }

  /** All processes that can be seen, by pid. */
  static Map<Long, ProcessEntry> all() {
    Map<Long, ProcessEntry> all = new HashMap<>();
    String[] names = new File("/proc").list();
    if (names != null) {
      for (String name : names) {
        if (name.charAt(0) >= '1' && name.charAt(0) <= '9') {
          ProcessEntry entry = of(Long.parseLong(name));
          if (entry != null) {
            all.put(entry.pid, entry);
          }
        }
      }
    }
    return all;
  }

  boolean isStillThere() {
    ProcessEntry now = of(pid);
    return now != null && now.startTime == startTime;
  }
}
