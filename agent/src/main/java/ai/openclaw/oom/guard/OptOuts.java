package ai.openclaw.oom.guard;

import ai.openclaw.oom.linux.ProcessEntry;
import ai.openclaw.oom.linux.Processes;
import ai.openclaw.oom.spawn.OptOut;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Whose environment opts out. Each program's is read once: who reads one holds the memory of its
 * process, and if that is killed meanwhile the kernel takes another.
 */
final class OptOuts {
  private final Processes processes;

  /** By pid. */
  private final Map<Long, Said> known = new HashMap<>();

  OptOuts(Processes processes) {
    this.processes = processes;
  }

  private static final class Said {
    final ProcessEntry by;
    final boolean isOptOut;

    Said(ProcessEntry by, boolean isOptOut) {
      this.by = by;
      this.isOptOut = isOptOut;
    }
  }

  /** Whether a process, as it was seen just now, opts out. */
  boolean has(ProcessEntry entry) {
    Said said = known.get(entry.pid);
    if (said == null || !said.by.isSameProgramAs(entry)) {
      String value = processes.environmentOf(entry.pid, OptOut.VARIABLE);
      said = new Said(entry, OptOut.isSaidBy(value));
      known.put(entry.pid, said);
    }
    return said.isOptOut;
  }

  /** Forgets all but these. */
  void keep(Collection<Long> pids) {
    known.keySet().retainAll(pids);
  }
}
