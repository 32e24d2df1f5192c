package ai.openclaw.oom.demo.serve.watch;

import java.io.IOException;
import java.util.List;

/** Where the kernel counts the memory of the gateway and its children. */
public interface Accounting {

  /** What it is, for the user. */
  String describe();

  /** Whether the kernel kills in it alone, so that pressure harms nothing else. */
  boolean limited();

  /** What the kernel multiplies {@code oom_score_adj} with, in KiB. */
  long totalKb();

  /**
   * What is used now.
   *
   * @throws IOException if the kernel's files cannot be read
   */
  Usage usage() throws IOException;

  /**
   * The kernel's count of OOM kills; only its rise says something.
   *
   * @throws IOException if it cannot be read
   */
  long kills() throws IOException;

  /** The gateway and all processes that came of it. */
  List<Long> pids();

  /**
   * Memory at one moment.
   *
   * @param heldKb what no reclaim can free, in KiB: without swap all but file pages
   * @param usedKb with file pages, in KiB
   */
  record Usage(long heldKb, long usedKb) {}
}
