package ai.openclaw.oom.demo.group;

import ai.openclaw.oom.group.GroupPlace;
import java.io.IOException;

/** A group in the memory hierarchy of cgroup v1. */
public record CgroupV1(CgroupDirectory group, int limitMb) implements MemoryGroup {
  private static final String WITH_SWAP = "memory.memsw.limit_in_bytes";

  static CgroupV1 create(int limitMb) throws IOException {
    return new CgroupV1(
        CgroupDirectory.make(KernelGroup.parents(1), group -> limit(group, limitMb)), limitMb);
  }

  private static void limit(CgroupDirectory group, int limitMb) throws IOException {
    String bytes = Long.toString((long) limitMb << 20);
    group.write("memory.limit_in_bytes", bytes);
    // Absent without swap accounting: then swappiness alone keeps the group out of the swap.
    if (group.has(WITH_SWAP)) {
      group.write(WITH_SWAP, bytes);
    }
    group.write("memory.swappiness", "0");
  }

  @Override
  public String describe() {
    return "cgroup v1 in " + group.path().getParent() + ", " + limitMb + " MB, no swap";
  }

  @Override
  public Process start(ProcessBuilder command) throws IOException {
    return command.command(Holder.holdIn(group.procs(), command.command())).start();
  }

  @Override
  public long oomKills() throws IOException {
    return KernelGroup.number(GroupPlace.at(1, group.path().toFile()).killCount());
  }

  @Override
  public void close() {
    group.remove();
  }
}
