package ai.openclaw.oom.group;

import java.io.File;
import java.util.Map;

/** One group as it was when it was read. */
public final class GroupLevel {
  private final File folder;
  private final boolean binds;
  private final Map<Quantity, GroupValue> values;

  GroupLevel(File folder, boolean binds, Map<Quantity, GroupValue> values) {
    this.folder = folder;
    this.binds = binds;
    this.values = values;
  }

  /** Its folder. */
  public File folder() {
    return folder;
  }

  /**
   * Whether what the process uses is charged to this group too. Not so only above a group of v1
   * whose {@code memory.use_hierarchy} is 0, which kernels since 5.11 do not have.
   */
  public boolean binds() {
    return binds;
  }

  /** What is known of a quantity; never {@code null}. */
  public GroupValue get(Quantity quantity) {
    return values.get(quantity);
  }

  /**
   * What reclaim cannot free without swapping: the use less its reclaimable part, in bytes, or why
   * that is not known.
   */
  public GroupValue held() {
    GroupValue use = get(Quantity.USE);
    GroupValue reclaimable = get(Quantity.RECLAIMABLE);
    if (!use.isNumber() || !reclaimable.isNumber()) {
      return use.isNumber() ? reclaimable : use;
    }
    // The two files are read one after the other, and the kernel's sums lag.
    return GroupValue.number(Math.max(0, use.number() - reclaimable.number()), use.file());
  }

  @Override
  public String toString() {
    return folder + " " + values.values();
  }
}
