package ai.openclaw.oom.report;

/** The memory group's own count of OOM kills. Only its rise proves that a kill was one of them. */
public interface KillCounter {
  /**
   * How many there have been.
   *
   * @return 0 or more, or -1 if it cannot be read
   */
  long oomKills();
}
