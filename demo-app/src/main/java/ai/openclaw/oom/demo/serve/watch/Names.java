package ai.openclaw.oom.demo.serve.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The names of processes, kept. A command line is read out of the process's own memory, which its
 * reader holds meanwhile: if the kernel kills the process in that moment it may take a second one,
 * as the memory is not back yet. So who has had his name for some looks is not asked again.
 *
 * <p>For one thread.
 */
final class Names {
  /** A browser's children take their titles a moment after they have been forked. */
  static final int LOOKS = 10;

  private final Map<Long, Known> known = new HashMap<>();

  /**
   * Looks at one.
   *
   * @param proc its folder below {@code /proc}
   * @throws IOException if the process is gone
   */
  String of(long pid, Path proc) throws IOException {
    String comm = Files.readString(proc.resolve("comm")).strip();
    Known last = known.get(pid);
    int looks = last != null && last.comm.equals(comm) ? last.looks : 0;
    String name =
        looks < LOOKS ? ProcessName.of(Files.readString(proc.resolve("cmdline")), comm) : last.name;
    known.put(pid, new Known(comm, name, looks + 1));
    return name;
  }

  /** Forgets all others. */
  void keep(List<Long> pids) {
    known.keySet().retainAll(pids);
  }

  /**
   * @param comm the kernel's own name for it, which changes with its program
   * @param looks how often it was looked at under that
   */
  private record Known(String comm, String name, int looks) {}
}
