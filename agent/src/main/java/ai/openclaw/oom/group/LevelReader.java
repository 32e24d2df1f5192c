package ai.openclaw.oom.group;

import java.io.File;
import java.util.EnumMap;
import java.util.Map;

/** Reads all files of one group. */
final class LevelReader {
  private final File folder;
  private final byte[] buffer;
  private final Map<Quantity, GroupValue> values = new EnumMap<>(Quantity.class);

  private LevelReader(File folder, byte[] buffer) {
    this.folder = folder;
    this.buffer = buffer;
  }

  /**
   * Reads them.
   *
   * @param version 1 or 2
   * @param binds whether the group's limit binds the one that was asked for
   */
  static GroupLevel read(int version, File folder, boolean binds, byte[] buffer) {
    LevelReader reader = new LevelReader(folder, buffer);
    if (version == 1) {
      reader.readV1();
    } else {
      reader.readV2();
    }
    return new GroupLevel(folder, binds, reader.values);
  }

  /** The count of OOM kills alone. */
  static GroupValue kills(int version, File folder, byte[] buffer) {
    return new LevelReader(folder, buffer)
        .open(version == 1 ? "memory.oom_control" : "memory.events")
        .counter("oom_kill");
  }

  private void readV2() {
    KernelFile stat = open("memory.stat");
    values.put(Quantity.LIMIT, open("memory.max").limit());
    values.put(Quantity.HIERARCHICAL_LIMIT, onlyIn(1, "memory.stat"));
    values.put(Quantity.USE, open("memory.current").number());
    GroupValue slab = stat.counter("slab_reclaimable");
    GroupValue files = sum(stat.counter("active_file"), stat.counter("inactive_file"));
    // Old kernels have no such line: what they do not tell is not counted as reclaimable.
    boolean untold = slab.state() == GroupValue.State.ABSENT;
    values.put(Quantity.RECLAIMABLE, untold ? files : sum(files, slab));
    values.put(Quantity.KERNEL, onlyIn(1, "memory.kmem.usage_in_bytes"));
    values.put(Quantity.SWAP_LIMIT, open("memory.swap.max").limit());
    values.put(Quantity.SWAP_USE, open("memory.swap.current").number());
    values.put(Quantity.HIGH, open("memory.high").limit());
    values.put(Quantity.OOM_KILLS, kills(2, folder, buffer));
    values.put(Quantity.OOM_KILLS_LOCAL, open("memory.events.local").counter("oom_kill"));
    values.put(Quantity.OOM_GROUP, open("memory.oom.group").number());
  }

  private void readV1() {
    KernelFile stat = open("memory.stat");
    GroupValue limit = open("memory.limit_in_bytes").limit();
    values.put(Quantity.LIMIT, limit);
    values.put(Quantity.HIERARCHICAL_LIMIT, stat.limit("hierarchical_memory_limit"));
    values.put(Quantity.USE, open("memory.usage_in_bytes").number());
    values.put(
        Quantity.RECLAIMABLE,
        sum(stat.counter("total_active_file"), stat.counter("total_inactive_file")));
    values.put(Quantity.KERNEL, open("memory.kmem.usage_in_bytes").number());
    values.put(Quantity.SWAP_LIMIT, above(limit, open("memory.memsw.limit_in_bytes").limit()));
    values.put(Quantity.SWAP_USE, stat.counter("total_swap"));
    values.put(Quantity.HIGH, onlyIn(2, "memory.high"));
    GroupValue kills = kills(1, folder, buffer);
    values.put(Quantity.OOM_KILLS, kills);
    values.put(Quantity.OOM_KILLS_LOCAL, kills);
    values.put(Quantity.OOM_GROUP, onlyIn(2, "memory.oom.group"));
  }

  /** What a limit of memory and swap together leaves for swap. */
  private static GroupValue above(GroupValue limit, GroupValue together) {
    if (!together.isNumber() || limit.state() == GroupValue.State.NO_LIMIT) {
      return together;
    }
    return limit.isNumber()
        ? GroupValue.number(Math.max(0, together.number() - limit.number()), together.file())
        : limit;
  }

  /** The first failure of the two counts for both. */
  private static GroupValue sum(GroupValue one, GroupValue other) {
    if (!one.isNumber() || !other.isNumber()) {
      return one.isNumber() ? other : one;
    }
    long sum = one.number() + other.number();
    return sum < 0
        ? GroupValue.unreadable(one.file(), "not as the kernel writes it")
        : GroupValue.number(sum, one.file());
  }

  private GroupValue onlyIn(int version, String name) {
    return GroupValue.absent(new File(folder, name), "only cgroup v" + version + " tells it");
  }

  private KernelFile open(String name) {
    return KernelFile.read(new File(folder, name), buffer);
  }
}
