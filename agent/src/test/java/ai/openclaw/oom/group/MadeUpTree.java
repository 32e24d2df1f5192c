package ai.openclaw.oom.group;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A root folder with {@code /proc} and {@code /sys/fs/cgroup} as some machine may have them. */
public record MadeUpTree(Path root) {
  public static final String V1_MEMORY =
      "35 31 0:32 / /sys/fs/cgroup/memory rw,relatime shared:7 - cgroup cgroup rw,memory\n";
  public static final String V2 =
      "29 23 0:25 / /sys/fs/cgroup rw,nosuid shared:9 master:2 - cgroup2 cgroup2 rw,nsdelegate\n";
  static final String HYBRID =
      """
      31 23 0:28 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs rw,mode=755
      34 31 0:31 / /sys/fs/cgroup/cpuset rw,relatime - cgroup cgroup rw,cpuset
      """
          + V1_MEMORY
          + "41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw\n";

  /** Where the process is, and what is mounted. */
  public MadeUpTree process(String cgroup, String mountinfo) throws IOException {
    return file("proc/self/cgroup", cgroup)
        .file("proc/self/mountinfo", mountinfo)
        .file("proc/self/stat", "4711 (java) S 1 4711 4711 0\n");
  }

  public MadeUpTree file(String name, String text) throws IOException {
    Path path = root.resolve(name);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
    return this;
  }

  public MadeUpTree folder(String name) throws IOException {
    Files.createDirectories(root.resolve(name));
    return this;
  }

  /** Makes a file one that opens and fails to be read, for root too. */
  public MadeUpTree unreadable(String name) throws IOException {
    Files.deleteIfExists(root.resolve(name));
    return folder(name);
  }

  /** All files of a group of v1 that has a limit and lets no swap. */
  MadeUpTree v1Group(String folder, String limit, long use) throws IOException {
    return file(folder + "/memory.limit_in_bytes", limit + "\n")
        .file(folder + "/memory.memsw.limit_in_bytes", limit + "\n")
        .file(folder + "/memory.usage_in_bytes", use + "\n")
        .file(folder + "/memory.kmem.usage_in_bytes", "40\n")
        .file(folder + "/memory.use_hierarchy", "1\n")
        .file(folder + "/memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 0\n")
        .file(
            folder + "/memory.stat",
            """
            active_file 1
            inactive_file 1
            hierarchical_memory_limit %s
            total_swap 0
            total_inactive_file 300
            total_active_file 70
            """
                .formatted(limit));
  }

  /** All files of a group of v2. */
  public MadeUpTree v2Group(String folder, String limit, long use) throws IOException {
    return file(folder + "/memory.max", limit + "\n")
        .file(folder + "/memory.current", use + "\n")
        .file(folder + "/memory.high", "max\n")
        .file(folder + "/memory.swap.max", "max\n")
        .file(folder + "/memory.swap.current", "0\n")
        .file(folder + "/memory.oom.group", "0\n")
        .file(folder + "/memory.events", "max 42\noom 3\noom_kill 0\noom_group_kill 1\n")
        .file(folder + "/memory.events.local", "max 2\noom 1\noom_kill 0\noom_group_kill 0\n")
        .file(
            folder + "/memory.stat",
            "file 500\nactive_file 70\ninactive_file 300\nslab_reclaimable 30\n");
  }

  GroupPlace place() {
    return GroupPlace.find(root.toFile(), "self");
  }

  GroupPlace place(int version) {
    return GroupPlace.find(root.toFile(), "self", version);
  }

  public GroupReading read() {
    return place().read();
  }

  File at(String name) {
    return root.resolve(name).toFile();
  }
}
