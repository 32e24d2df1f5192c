package ai.openclaw.oom.group;

/**
 * What is read of each group. Amounts are in bytes, 0 or more; counts only ever rise while the
 * group lives. Sources: the kernel's {@code admin-guide/cgroup-v2} and {@code
 * admin-guide/cgroup-v1/memory}.
 */
public enum Quantity {
  /** How much memory it may use: {@code memory.max}, v1 {@code memory.limit_in_bytes}. */
  LIMIT,

  /**
   * v1: the tightest limit of the group and of all above it, those out of sight too, as {@code
   * memory.stat} has it in {@code hierarchical_memory_limit}. Version 2 does not tell.
   */
  HIERARCHICAL_LIMIT,

  /** What it uses, page cache and all: {@code memory.current}, v1 {@code memory.usage_in_bytes}. */
  USE,

  /**
   * The part of the use that the kernel takes back before it kills: {@code active_file} and {@code
   * inactive_file}, and on version 2 {@code slab_reclaimable}. Dirty pages are in it, tmpfs is not.
   * Version 1 has no line for slab, which therefore looks like use there.
   */
  RECLAIMABLE,

  /**
   * v1: what the kernel itself holds for it, {@code memory.kmem.usage_in_bytes}. Much of it may be
   * slab that can be taken back.
   */
  KERNEL,

  /**
   * How much swap it may use: {@code memory.swap.max}; on v1, which limits memory and swap
   * together, what {@code memory.memsw.limit_in_bytes} leaves above the memory limit. The machine
   * may have less.
   */
  SWAP_LIMIT,

  /** How much swap it uses: {@code memory.swap.current}, v1 {@code total_swap}. */
  SWAP_USE,

  /** v2: above this the group is slowed down and reclaimed from: {@code memory.high}. */
  HIGH,

  /**
   * How many processes the OOM killer took, whoever ran out: the group, one above it, or the
   * machine. A kill counts where the victim was charged: on v1 ({@code memory.oom_control}) in that
   * group alone; on v2 ({@code memory.events}) in that group and all above it but the root, unless
   * the hierarchy is mounted with {@code memory_localevents}. Kernels before 4.13 do not tell.
   */
  OOM_KILLS,

  /**
   * The same without the groups below: v2 {@code memory.events.local}; v1 as {@link #OOM_KILLS}.
   */
  OOM_KILLS_LOCAL,

  /** v2: 1 if the first victim takes the whole group with it: {@code memory.oom.group}. */
  OOM_GROUP
}
