package ai.openclaw.oom.demo.serve.watch;

import java.util.ArrayList;
import java.util.List;

/** Turns the rise of the kernel's count of OOM kills into lines, with who is missing since. */
public final class KillLog {
  private long counted;
  private long unexplained;
  private ProcessTable last = new ProcessTable(List.of());

  /**
   * @param counted the kills before the first look
   */
  KillLog(long counted) {
    this.counted = counted;
  }

  /**
   * Looks again.
   *
   * @param now the processes, read before the count
   * @return lines for the log
   */
  List<String> look(ProcessTable now, long count) {
    List<String> lines = new ArrayList<>();
    if (count > counted) {
      lines.add("OOM kill: the kernel's counter rose from " + counted + " to " + count + ".");
      unexplained += count - counted;
      counted = count;
    }
    List<ProcessRow> gone = last.goneIn(now);
    // A victim is counted when it is chosen, and may take a moment to vanish.
    if (unexplained > 0 && !gone.isEmpty()) {
      lines.add("Missing since: " + Watch.list(gone) + ".");
      unexplained = Math.max(0, unexplained - gone.size());
    }
    last = now;
    return lines;
  }
}
