package ai.openclaw.oom.demo.serve;

import ai.openclaw.oom.demo.CgroupDirectory;
import ai.openclaw.oom.demo.CgroupMount;
import java.io.IOException;
import java.util.List;

/**
 * The memory group that this JVM was started in.
 *
 * @param group its folder
 * @param files what its files are called
 * @param limitMb its limit in MB
 */
record OwnGroup(CgroupDirectory group, Files files, int limitMb) implements Accounting {

  /** The files of the two versions. */
  private enum Files {
    V2("memory.max", "memory.current", "memory.events"),
    V1("memory.limit_in_bytes", "memory.usage_in_bytes", "memory.oom_control");

    private final String limit;
    private final String usage;
    private final String events;

    Files(String limit, String usage, String events) {
      this.limit = limit;
      this.usage = usage;
      this.events = events;
    }
  }

  /**
   * Finds it.
   *
   * @param limitMb the limit that it must have
   * @throws IOException if this JVM is in no such group
   */
  static OwnGroup find(int limitMb) throws IOException {
    IOException none = new IOException("this JVM is in no group of " + limitMb + " MB");
    for (Files files : Files.values()) {
      try {
        int version = files == Files.V2 ? 2 : 1;
        CgroupDirectory group = new CgroupDirectory(CgroupMount.of(version, "self").own());
        if (group.read(files.limit).equals(Long.toString((long) limitMb << 20))) {
          return new OwnGroup(group, files, limitMb);
        }
      } catch (IOException other) {
        none.addSuppressed(other);
      }
    }
    throw none;
  }

  @Override
  public String describe() {
    return "memory group of " + limitMb + " MB, cgroup " + (files == Files.V2 ? "v2" : "v1");
  }

  @Override
  public boolean limited() {
    return true;
  }

  @Override
  public long totalKb() {
    return (long) limitMb << 10;
  }

  @Override
  public Usage usage() throws IOException {
    long used = Long.parseLong(group.read(files.usage));
    String stat = group.read("memory.stat");
    long file =
        CgroupDirectory.counter(stat, "inactive_file")
            + CgroupDirectory.counter(stat, "active_file");
    return new Usage(Math.max(0, used - file) >> 10, used >> 10);
  }

  @Override
  public long kills() throws IOException {
    return CgroupDirectory.counter(group.read(files.events), "oom_kill");
  }

  /** All but the shell that the gateway was started by. */
  @Override
  public List<Long> pids() {
    long holder = ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(0L);
    return group.pids().stream().filter(pid -> pid != holder).toList();
  }
}
