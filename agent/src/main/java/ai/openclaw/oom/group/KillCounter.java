package ai.openclaw.oom.group;

import java.io.File;

/**
 * Watches the count of OOM kills in a process's memory group (see {@link GroupPlace#killCount}).
 * Only its rise proves that a kill was one of them. Follows the process when it is moved to another
 * group.
 */
public final class KillCounter {
  /** The count, or its rise, cannot be read. */
  public static final long UNKNOWN = GroupPlace.UNKNOWN;

  private final File root;
  private final String pid;
  private final File cgroup;
  private GroupPlace place;
  private long last;

  /** Of this process; the rise counts from now on. */
  public KillCounter() {
    this(new File("/"), "self");
  }

  /** Of a process, see {@link GroupPlace#find(File, String)}. */
  public KillCounter(File root, String pid) {
    this.root = root;
    this.pid = pid;
    this.cgroup = new File(root, "proc/" + pid + "/cgroup");
    this.place = GroupPlace.find(root, pid);
    this.last = place.oomKills();
  }

  /**
   * The count now.
   *
   * @return 0 or more, or {@link #UNKNOWN}
   */
  public synchronized long oomKills() {
    return count();
  }

  /**
   * How far the count rose since this was last asked, or since the start.
   *
   * @return 0 or more; {@link #UNKNOWN} if one of the two counts could not be read or they are not
   *     of one group: what had happened in the group that the process left is not known
   */
  public synchronized long rise() {
    long now = count();
    long before = last;
    last = now;
    return before == UNKNOWN || now < before ? UNKNOWN : now - before;
  }

  /**
   * The count at the last question for its rise, or at the start.
   *
   * @return 0 or more, or {@link #UNKNOWN}
   */
  public synchronized long last() {
    return last;
  }

  private long count() {
    byte[] buffer = KernelFile.buffer();
    if (!place.isNamedBy(Membership.read(cgroup, buffer))) {
      place = GroupPlace.find(root, pid);
      last = UNKNOWN;
    }
    return place.killCount(buffer).numberOr(UNKNOWN);
  }
}
