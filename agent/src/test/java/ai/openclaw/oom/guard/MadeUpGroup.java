package ai.openclaw.oom.guard;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The files of a memory group of version 2, of plain files: what the group uses is a word of the
 * test's, its processes are real ones.
 */
final class MadeUpGroup {
  static final long MIB = 1 << 20;
  static final long LIMIT = 256 * MIB;

  private final Path folder;
  private final StringBuilder processes = new StringBuilder();

  MadeUpGroup(Path folder) throws IOException {
    this.folder = folder;
    Files.writeString(folder.resolve("memory.max"), LIMIT + "\n");
    use(LIMIT / 4);
    reclaimable(0);
    enter(ProcessHandle.current().pid());
  }

  Path folder() {
    return folder;
  }

  void enter(long pid) throws IOException {
    processes.append(pid).append('\n');
    Files.writeString(folder.resolve("cgroup.procs"), processes);
  }

  void use(long bytes) throws IOException {
    write("memory.current", "%020d\n".formatted(bytes));
  }

  void reclaimable(long bytes) throws IOException {
    write(
        "memory.stat", "active_file %020d\ninactive_file 0\nslab_reclaimable 0\n".formatted(bytes));
  }

  /** In one go and always as long, as the kernel's file never is half a text. */
  private void write(String name, String text) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(folder.resolve(name).toFile(), "rw")) {
      file.write(text.getBytes(US_ASCII));
    }
  }
}
