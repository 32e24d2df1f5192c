package ai.openclaw.oom.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where a cgroup hierarchy is mounted, and where a process stands in it.
 *
 * @param mountPoint the mounted folder
 * @param own the process's group, at or below the mount point
 */
public record CgroupMount(Path mountPoint, Path own) {

  /**
   * The hierarchy that counts memory for a process.
   *
   * @param version 1 or 2
   * @throws IOException if there is none, or {@code /proc} cannot be read
   */
  public static CgroupMount of(int version, String pid) throws IOException {
    return parse(
            version,
            Files.readString(Path.of("/proc/self/mountinfo")),
            Files.readString(Path.of("/proc", pid, "cgroup")))
        .orElseThrow(
            () -> new IOException("no cgroup v" + version + " hierarchy for memory is mounted"));
  }

  /**
   * Finds the hierarchy in the texts of {@code /proc/self/mountinfo} and {@code /proc/PID/cgroup}.
   */
  static Optional<CgroupMount> parse(int version, String mountinfo, String cgroup) {
    Optional<Path> group =
        cgroup
            .lines()
            .map(line -> line.split(":", 3))
            .filter(
                part ->
                    version == 2
                        ? part[0].equals("0") && part[1].isEmpty()
                        : Arrays.asList(part[1].split(",")).contains("memory"))
            .map(part -> Path.of(part[2]))
            .findFirst();
    return mountinfo
        .lines()
        .map(line -> line.split(" "))
        .filter(field -> isMemory(version, field))
        .findFirst()
        .flatMap(field -> group.map(own -> at(unescape(field[3]), unescape(field[4]), own)));
  }

  /** The groups from the mount point down to the own one: the higher, the fewer foreign limits. */
  List<Path> topDown() {
    List<Path> path = new ArrayList<>(List.of(mountPoint));
    Path at = mountPoint;
    for (Path name : mountPoint.relativize(own)) {
      if (!name.toString().isEmpty()) {
        at = at.resolve(name);
        path.add(at);
      }
    }
    return path;
  }

  private static boolean isMemory(int version, String[] field) {
    int dash = Arrays.asList(field).indexOf("-");
    String type = field[dash + 1];
    return version == 2
        ? type.equals("cgroup2")
        : type.equals("cgroup") && Arrays.asList(field[dash + 3].split(",")).contains("memory");
  }

  private static CgroupMount at(Path root, Path mountPoint, Path group) {
    // A group outside of what is mounted (a container's view) is written with "..", or does not
    // begin with the mounted root: then only the mount point is in sight.
    boolean inSight = group.startsWith(root) && group.equals(group.normalize());
    return new CgroupMount(
        mountPoint, inSight ? mountPoint.resolve(root.relativize(group)) : mountPoint);
  }

  /** Undoes mountinfo's octal escapes of blanks, tabs, newlines and backslashes. */
  private static Path unescape(String field) {
    return Path.of(
        field
            .replace("\\040", " ")
            .replace("\\011", "\t")
            .replace("\\012", "\n")
            .replace("\\134", "\\"));
  }
}
