package ai.openclaw.oom.guard;

import java.util.List;

/** What kills before the kernel has to. It speaks as the program does, see its source. */
interface Guard {
  /** Whether it is there, and has not ended. */
  boolean isRunning();

  /** Tells it of children. */
  void tell(String lines);

  /** The whole lines that it has said since the last time; never waits. */
  List<String> lines();

  /** Ends it; nothing is to be heard of it any more. */
  void dismiss();

  /**
   * Deals with its end.
   *
   * @return its exit code
   */
  int ended();
}
