package ai.openclaw.oom.linux;

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The memory group's own count of OOM kills. */
public final class KillCount {
  private static final long UNKNOWN = -1;

  private KillCount() {}

  /**
   * How many there have been.
   *
   * @return 0 or more, or -1 if it cannot be read
   */
  public static long read() {
    try {
      for (String line : lines("/proc/self/cgroup")) {
        // hierarchy:controllers:path; version 2 has hierarchy 0 and no controllers.
        String[] fields = line.split(":", 3);
        if (fields.length == 3) {
          long count = UNKNOWN;
          if (fields[1].equals("memory")) {
            count = read("/sys/fs/cgroup/memory", fields[2], "/memory.oom_control");
          } else if (fields[0].equals("0")) {
            count = read("/sys/fs/cgroup", fields[2], "/memory.events");
          }
          if (count != UNKNOWN) {
            return count;
          }
        }
      }
    } catch (IOException e) {
      // Not readable: unknown.
    }
    return UNKNOWN;
  }

  /** In a container the path may be the host's, and the group itself is what is mounted. */
  private static long read(String mount, String path, String file) {
    long count = read(mount + path + file);
    return count == UNKNOWN ? read(mount + file) : count;
  }

  private static long read(String file) {
    try {
      for (String line : lines(file)) {
        if (line.startsWith("oom_kill ")) {
          return Long.parseLong(line.substring("oom_kill ".length()).trim());
        }
      }
    } catch (IOException | NumberFormatException e) {
      // Not there, or not as expected: unknown.
    }
    return UNKNOWN;
  }

  private static List<String> lines(String file) throws IOException {
    List<String> lines = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(new FileInputStream(file), StandardCharsets.ISO_8859_1))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
      }
    }
    return lines;
  }
}
