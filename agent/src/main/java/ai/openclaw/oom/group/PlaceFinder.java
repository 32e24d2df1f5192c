package ai.openclaw.oom.group;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Finds a process's group among the mounts. */
final class PlaceFinder {
  /** How much of the groups a mount shows: more is better. */
  private static final int NOTHING = 0;

  private static final int ABOVE = 1;
  private static final int MOUNTED = 2;
  private static final int WHOLE_WAY = 3;

  private final byte[] buffer = KernelFile.buffer();
  private final File root;
  private final File cgroup;
  private final File stat;

  private GroupPlace best;
  private int bestShows = -1;

  PlaceFinder(File root, String pid) {
    this.root = root;
    File process = new File(new File(root, "proc"), pid);
    this.cgroup = new File(process, "cgroup");
    this.stat = new File(process, "stat");
  }

  /** Finds it in the hierarchy of one version; 0: in the one that counts its memory. */
  GroupPlace find(int wanted) {
    Membership membership = Membership.read(cgroup, buffer);
    if (membership.failure() != null) {
      return nowhere(wanted, null, membership.failure());
    }
    int version = wanted == 0 ? membership.version() : wanted;
    String path = membership.path(version);
    if (path == null) {
      String why = wanted == 0 ? "no group for memory" : "no group in a hierarchy of v" + version;
      return nowhere(wanted, null, GroupValue.absent(cgroup, why));
    }
    File mountinfo = new File(root, "proc/self/mountinfo");
    try {
      consider(version, path, MountTable.read(mountinfo, buffer));
    } catch (IOException | SecurityException e) {
      return nowhere(
          version, path, GroupValue.unreadable(mountinfo, String.valueOf(e.getMessage())));
    }
    return best != null
        ? best
        : nowhere(
            version,
            path,
            GroupValue.absent(
                mountinfo, "no cgroup v" + version + " hierarchy for memory is mounted"));
  }

  private void consider(int version, String path, List<CgroupMount> mounts) {
    for (int i = 0; i < mounts.size(); i++) {
      CgroupMount mount = mounts.get(i);
      if (mount.version() == version && !isHidden(mounts, i)) {
        consider(mount, path);
      }
    }
  }

  private static boolean isHidden(List<CgroupMount> mounts, int index) {
    for (int later = index + 1; later < mounts.size(); later++) {
      if (mounts.get(later).mountPoint().equals(mounts.get(index).mountPoint())) {
        return true;
      }
    }
    return false;
  }

  private void consider(CgroupMount mount, String path) {
    File mountPoint = new File(root, mount.mountPoint());
    String way = Sight.wayDown(mount.root(), path);
    if (way != null && new File(mountPoint, way).isDirectory()) {
      propose(WHOLE_WAY, mount, path, upwards(mountPoint, way), null);
    } else if (holdsProcess(mountPoint)) {
      propose(MOUNTED, mount, path, Collections.singletonList(mountPoint), null);
    } else {
      String why = "the group " + path + " is not in what is mounted in " + mountPoint;
      GroupValue problem = GroupValue.absent(cgroup, why);
      if (way == null && Sight.isAbove(mount.root(), path)) {
        propose(ABOVE, mount, path, Collections.singletonList(mountPoint), problem);
      } else {
        propose(NOTHING, mount, path, Collections.<File>emptyList(), problem);
      }
    }
  }

  private void propose(
      int shows, CgroupMount mount, String path, List<File> folders, GroupValue problem) {
    boolean more = shows == bestShows && folders.size() > best.folders().size();
    if (shows > bestShows || more) {
      File mountPoint = new File(root, mount.mountPoint());
      best = new GroupPlace(mount.version(), path, mountPoint, folders, problem);
      bestShows = shows;
    }
  }

  private static List<File> upwards(File mountPoint, String way) {
    List<File> folders = new ArrayList<>();
    for (String left = way; !left.isEmpty(); left = left.substring(0, left.lastIndexOf('/'))) {
      folders.add(new File(mountPoint, left));
    }
    folders.add(mountPoint);
    return folders;
  }

  /** The names may not lead to it, but what is mounted may be the group itself. */
  private boolean holdsProcess(File folder) {
    String status = KernelFile.read(stat, buffer).text();
    int blank = status == null ? -1 : status.indexOf(' ');
    String processes = KernelFile.read(new File(folder, "cgroup.procs"), buffer).text();
    return blank > 0
        && processes != null
        && ("\n" + processes).contains("\n" + status.substring(0, blank) + "\n");
  }

  private static GroupPlace nowhere(int version, String path, GroupValue problem) {
    return new GroupPlace(version, path, null, Collections.<File>emptyList(), problem);
  }
}
