package ai.openclaw.oom.group;

import java.io.File;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Where the files of a process's memory group are, and those of the groups above it. Found once,
 * read any number of times, by any thread; it does not follow a process that moves to another group
 * ({@link KillCounter} does), but tells of it.
 */
public final class GroupPlace {
  /** What {@link #oomKills} gives where the count cannot be read. */
  public static final long UNKNOWN = -1;

  private final int version;
  private final String path;
  private final File mountPoint;
  private final List<File> folders;
  private final GroupValue problem;

  GroupPlace(int version, String path, File mountPoint, List<File> folders, GroupValue problem) {
    this.version = version;
    this.path = path;
    this.mountPoint = mountPoint;
    this.folders = Collections.unmodifiableList(folders);
    this.problem = problem;
  }

  /** This process's, in the hierarchy that counts its memory. Never throws. */
  public static GroupPlace find() {
    return find(new File("/"), "self");
  }

  /**
   * A process's, in the hierarchy that counts its memory. Never throws.
   *
   * @param root where {@code proc} is, and what mount points are relative to: {@code /}, or a
   *     made-up tree
   * @param pid a number or {@code self}
   */
  public static GroupPlace find(File root, String pid) {
    return new PlaceFinder(root, pid).find(0);
  }

  /**
   * A process's, in the hierarchy of one version, whether or not that counts memory.
   *
   * @param version 1 or 2
   */
  public static GroupPlace find(File root, String pid, int version) {
    return new PlaceFinder(root, pid).find(version);
  }

  /** The place of a group whose folder is known, without those above it. */
  public static GroupPlace at(int version, File folder) {
    return new GroupPlace(version, null, folder, Collections.singletonList(folder), null);
  }

  /**
   * Whether a process is in that group; also if nothing can be read of it.
   *
   * @param root as it was found below
   * @param pid a number or {@code self}
   */
  public boolean isStillThatOf(File root, String pid) {
    Membership now =
        Membership.read(new File(root, "proc/" + pid + "/cgroup"), KernelFile.buffer());
    return now.failure() != null || isNamedBy(now);
  }

  boolean isNamedBy(Membership now) {
    String named = now.failure() == null ? now.path(now.version()) : null;
    return named == null ? path == null : named.equals(path);
  }

  /** 1 or 2; 0 if it is not known. */
  public int version() {
    return version;
  }

  /** The group's name in {@code /proc/PID/cgroup}; {@code null} if it was not read there. */
  public String path() {
    return path;
  }

  /** Where the hierarchy is mounted; {@code null} if it is not. */
  public File mountPoint() {
    return mountPoint;
  }

  /**
   * The folders of the groups in sight, from the lowest to the mount point. The first is the
   * process's own only if {@link #ownInSight} says so; empty if nothing above it is mounted.
   */
  public List<File> folders() {
    return folders;
  }

  /** Whether the process's own group can be seen. */
  public boolean ownInSight() {
    return problem == null;
  }

  /** Why the own group cannot be seen, and the file that tells; {@code null} if it can. */
  public GroupValue problem() {
    return problem;
  }

  /** Reads all there is. Never throws. */
  public GroupReading read() {
    byte[] buffer = KernelFile.buffer();
    List<GroupLevel> levels = new ArrayList<>(folders.size());
    boolean binds = true;
    for (File folder : folders) {
      boolean isAbove = problem != null || !levels.isEmpty();
      if (isAbove && version == 1) {
        File hierarchy = new File(folder, "memory.use_hierarchy");
        binds &= KernelFile.read(hierarchy, buffer).number().numberOr(1) != 0;
      }
      levels.add(LevelReader.read(version, folder, binds, buffer));
    }
    return new GroupReading(this, Collections.unmodifiableList(levels));
  }

  /**
   * The count of OOM kills in the group that the process's memory is charged to, with the groups
   * below it on v2 (see {@link Quantity#OOM_KILLS}). That is the own group, or on v2, where the
   * memory controller was not switched on for it, the nearest above that has it. Reads that count
   * alone. A rise proves that a process of that group was one of the victims, not which.
   */
  public GroupValue killCount() {
    return killCount(KernelFile.buffer());
  }

  /** The number of {@link #killCount}, or {@link #UNKNOWN}: never 0 for want of an answer. */
  public long oomKills() {
    return killCount().numberOr(UNKNOWN);
  }

  GroupValue killCount(byte[] buffer) {
    GroupValue own = problem;
    for (int i = 0; problem == null && i < folders.size(); i++) {
      GroupValue count = LevelReader.kills(version, folders.get(i), buffer);
      if (version == 1 || !lacksController(count)) {
        return count;
      }
      own = own == null ? count : own;
    }
    return own;
  }

  /** Where there is not even the folder, a count from above would be somebody else's. */
  private static boolean lacksController(GroupValue count) {
    return count.state() == GroupValue.State.ABSENT
        && !count.file().exists()
        && count.file().getParentFile().isDirectory();
  }

  @Override
  public String toString() {
    return "cgroup v" + version + " " + (problem == null ? folders.get(0) : problem);
  }
}
