package ai.openclaw.oom.demo.serve.watch;

import ai.openclaw.oom.demo.group.CgroupDirectory;
import ai.openclaw.oom.demo.group.KernelGroup;
import ai.openclaw.oom.group.GroupLevel;
import ai.openclaw.oom.group.GroupPlace;
import ai.openclaw.oom.group.Quantity;
import java.io.IOException;
import java.util.List;

/**
 * The memory group that this JVM was started in.
 *
 * @param place where its files are
 * @param group its folder
 * @param limitMb its limit in MB
 */
public record OwnGroup(GroupPlace place, CgroupDirectory group, int limitMb) implements Accounting {

  /**
   * Finds it.
   *
   * @param limitMb the limit that it must have
   * @throws IOException if this JVM is in no such group
   */
  public static OwnGroup find(int limitMb) throws IOException {
    GroupPlace place = GroupPlace.find();
    CgroupDirectory group = new CgroupDirectory(KernelGroup.own(place));
    if (place.read().own().get(Quantity.LIMIT).numberOr(0) != (long) limitMb << 20) {
      throw new IOException("this JVM is in no group of " + limitMb + " MB: " + place.read());
    }
    return new OwnGroup(place, group, limitMb);
  }

  @Override
  public String describe() {
    return "memory group of " + limitMb + " MB, cgroup v" + place.version();
  }

  @Override
  public boolean limited() {
    return true;
  }

  @Override
  public long totalKb() {
    return (long) limitMb << 10;
  }

  @Override
  public Usage usage() throws IOException {
    GroupLevel own = place.read().own();
    return new Usage(
        KernelGroup.number(own.held()) >> 10, KernelGroup.number(own.get(Quantity.USE)) >> 10);
  }

  @Override
  public long kills() throws IOException {
    return KernelGroup.number(place.killCount());
  }

  /** All but the shell that the gateway was started by. */
  @Override
  public List<Long> pids() {
    long holder = ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(0L);
    return group.pids().stream().filter(pid -> pid != holder).toList();
  }
}
