package ai.openclaw.oom.watch;

import java.util.List;

/** Something that is done for raised children, off the spawn's path. Used by one thread. */
public interface Job {
  /**
   * Called twice a second. What it throws stops neither this job's later turns nor the other jobs.
   *
   * @param started the children that have come since the last turn
   * @param ended those of all children of the JDK's that were seen to have ended since then
   */
  void look(List<Child> started, List<Child> ended);

  /** Whether its first turn cannot wait for half a second. */
  default boolean isUrgent() {
    return false;
  }

  /** Whether it has nothing to do until another child is started. */
  boolean isIdle();
}
