package ai.openclaw.oom.demo.group;

import ai.openclaw.oom.group.GroupPlace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * A group in the hierarchy of cgroup v2.
 *
 * @param group the group's folder
 * @param enabledIn the parent in which the memory controller was switched on for it; {@code null}
 *     where it was on already
 * @param limitMb in MB
 * @param together whether {@code memory.oom.group} is 1
 */
public record CgroupV2(
    CgroupDirectory group, CgroupDirectory enabledIn, int limitMb, boolean together)
    implements MemoryGroup {
  private static final String SWITCH = "cgroup.subtree_control";
  private static final String TOGETHER = "memory.oom.group";

  static CgroupV2 create(int limitMb, boolean together) throws IOException {
    List<Path> parents = KernelGroup.parents(2);
    List<Path> able = parents.stream().filter(path -> lists(path, "cgroup.controllers")).toList();
    if (able.isEmpty()) {
      throw new IOException("no memory controller in " + parents.get(0));
    }
    List<Path> ready = able.stream().filter(path -> lists(path, SWITCH)).toList();
    if (!ready.isEmpty()) {
      CgroupDirectory.Setup setup = group -> set(group, limitMb, together);
      return new CgroupV2(CgroupDirectory.make(ready, setup), null, limitMb, together);
    }
    return switchOn(able, limitMb, together);
  }

  /**
   * Switches the controller on where nobody did. The kernel refuses this in a group that holds
   * processes itself, unless it is the root.
   */
  private static CgroupV2 switchOn(List<Path> parents, int limitMb, boolean together)
      throws IOException {
    IOException refused = new IOException("no place to make it");
    for (Path path : parents) {
      CgroupDirectory parent = new CgroupDirectory(path);
      try {
        parent.write(SWITCH, "+memory");
      } catch (IOException e) {
        refused = new IOException("the memory controller may not be switched on in " + path, e);
        continue;
      }
      try {
        CgroupDirectory.Setup setup = group -> set(group, limitMb, together);
        return new CgroupV2(CgroupDirectory.make(List.of(path), setup), parent, limitMb, together);
      } catch (IOException e) {
        switchOff(parent);
        refused = e;
      }
    }
    throw refused;
  }

  private static void set(CgroupDirectory group, int limitMb, boolean together) throws IOException {
    group.write("memory.max", Long.toString((long) limitMb << 20));
    // Absent on a kernel without swap.
    if (group.has("memory.swap.max")) {
      group.write("memory.swap.max", "0");
    }
    if (together) {
      if (!group.has(TOGETHER)) {
        throw new IOException("there is no " + TOGETHER + ": Linux before 4.19");
      }
      group.write(TOGETHER, "1");
    }
  }

  private static boolean lists(Path path, String file) {
    try {
      return Arrays.asList(new CgroupDirectory(path).read(file).split(" ")).contains("memory");
    } catch (IOException unreadable) {
      return false;
    }
  }

  private static void switchOff(CgroupDirectory parent) {
    try {
      parent.write(SWITCH, "-memory");
    } catch (IOException e) {
      System.err.println("The memory controller stays on in " + parent.path() + ": " + e);
    }
  }

  @Override
  public String describe() {
    return "cgroup v2 in "
        + group.path().getParent()
        + ", "
        + limitMb
        + " MB, no swap"
        + (together ? ", " + TOGETHER + "=1" : "");
  }

  @Override
  public Process start(ProcessBuilder command) throws IOException {
    List<String> held =
        together
            ? Holder.holdFromOutside(group.procs(), command.command())
            : Holder.holdIn(group.procs(), command.command());
    return command.command(held).start();
  }

  @Override
  public long oomKills() throws IOException {
    return KernelGroup.number(GroupPlace.at(2, group.path().toFile()).killCount());
  }

  @Override
  public void close() {
    group.remove();
    if (enabledIn != null) {
      switchOff(enabledIn);
    }
  }
}
