package ai.openclaw.oom.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A memory group of version 1, without swap, for one test. */
public final class V1Group implements AutoCloseable {
  private static final Path HIERARCHY = Path.of("/sys/fs/cgroup/memory");
  private static final int PATIENCE = 500;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final Path folder;

  private V1Group(Path folder) {
    this.folder = folder;
  }

  /** Makes one, or skips the test. */
  public static V1Group create(int limitMib) throws IOException {
    boolean isThere = Files.isWritable(HIERARCHY) && Files.exists(HIERARCHY.resolve("tasks"));
    Ci.orSkip(isThere, "missing: a memory hierarchy of cgroup v1 to make groups in");
    Path folder = HIERARCHY.resolve("openclaw-oom-it-" + System.nanoTime());
    return make(folder, limitMib);
  }

  private static V1Group make(Path folder, int limitMib) throws IOException {
    Files.createDirectory(folder);
    V1Group group = new V1Group(folder);
    String limit = Long.toString((long) limitMib << 20);
    group.write("memory.limit_in_bytes", limit);
    Path withSwap = folder.resolve("memory.memsw.limit_in_bytes");
    if (Files.exists(withSwap)) {
      group.write(withSwap.getFileName().toString(), limit);
    }
    return group;
  }

  /** Makes one below this one, which has to be closed first. */
  V1Group below(int limitMib) throws IOException {
    return make(folder.resolve("below"), limitMib);
  }

  private void write(String file, String value) throws IOException {
    Files.writeString(folder.resolve(file), value);
  }

  /** Shell text that takes the shell into it. */
  public String enter() {
    return "echo $$ > " + folder.resolve("cgroup.procs");
  }

  Path folder() {
    return folder;
  }

  public long oomKills() throws IOException {
    Optional<String> line =
        Files.readAllLines(folder.resolve("memory.oom_control")).stream()
            .filter(text -> text.startsWith("oom_kill "))
            .findFirst();
    return Long.parseLong(line.orElseThrow().substring("oom_kill ".length()));
  }

  /** The most that it has held, in MiB. */
  long mostMib() throws IOException {
    String bytes = Files.readString(folder.resolve("memory.max_usage_in_bytes"));
    return Long.parseLong(bytes.strip()) >> 20;
  }

  /** Whatever is still in it ends first; the kernel lets go of it a moment later. */
  @Override
  public void close() throws IOException {
    for (int i = 0; i < PATIENCE; i++) {
      for (String pid : Files.readAllLines(folder.resolve("cgroup.procs"))) {
        ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
      }
      try {
        Files.delete(folder);
        return;
      } catch (IOException busy) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }
}
