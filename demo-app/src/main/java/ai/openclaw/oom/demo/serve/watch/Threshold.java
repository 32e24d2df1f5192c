package ai.openclaw.oom.demo.serve.watch;

/** How full a memory group is when the agent's guard kills; see the agent's GUARD.md. */
final class Threshold {
  private static final int PART = 64;
  private static final long LEAST_KB = 6 << 10;
  private static final long MOST_KB = 64 << 10;

  private Threshold() {}

  /**
   * What the group holds then, in KiB, while memory is not taken fast: the faster, the earlier.
   *
   * @param limitKb the group's limit in KiB
   */
  static long heldKb(long limitKb) {
    return limitKb - Math.max(LEAST_KB, Math.min(limitKb / PART, MOST_KB));
  }
}
