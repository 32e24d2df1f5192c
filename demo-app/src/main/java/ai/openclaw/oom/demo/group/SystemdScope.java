package ai.openclaw.oom.demo.group;

import ai.openclaw.oom.group.GroupPlace;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A transient scope of the user's systemd, which removes it when its last process has ended. */
public final class SystemdScope implements MemoryGroup {
  private final String unit = CgroupDirectory.uniqueName() + ".scope";
  private final int limitMb;
  private volatile Process holder;

  private SystemdScope(int limitMb) {
    this.limitMb = limitMb;
  }

  static SystemdScope create(int limitMb) throws IOException {
    new SystemdScope(limitMb).proveLimit();
    return new SystemdScope(limitMb);
  }

  /** A manager that was not given the memory controller takes the limit and does nothing. */
  private void proveLimit() throws IOException {
    String folder = KernelGroup.unified().toString();
    String read = "cat \"$0$(sed -n s/^0:://p /proc/self/cgroup)/memory.max\"";
    String max = Command.output(scoped(List.of("/bin/sh", "-c", read, folder)));
    if (!max.equals(Long.toString((long) limitMb << 20))) {
      throw new IOException("systemd made a scope whose limit is " + max);
    }
  }

  private List<String> scoped(List<String> command) {
    List<String> run = new ArrayList<>(List.of("systemd-run", "--user", "--scope", "--quiet"));
    run.addAll(List.of("--collect", "--unit=" + unit));
    run.addAll(List.of("-p", "MemoryMax=" + limitMb + "M", "-p", "MemorySwapMax=0"));
    // Else systemd stops the whole scope after the first kill in it.
    run.addAll(List.of("-p", "Delegate=yes"));
    run.addAll(command);
    return run;
  }

  @Override
  public String describe() {
    return "systemd-run --user --scope, " + limitMb + " MB, no swap";
  }

  @Override
  public Process start(ProcessBuilder command) throws IOException {
    holder = command.command(scoped(Holder.hold(command.command()))).start();
    return holder;
  }

  @Override
  public long oomKills() throws IOException {
    return KernelGroup.number(place().killCount());
  }

  /**
   * The scope: systemd-run moves itself there and becomes the holder, with its pid.
   *
   * @throws IOException if the holder has not come there yet, or is gone
   */
  private GroupPlace place() throws IOException {
    GroupPlace place = GroupPlace.find(new File("/"), Long.toString(holder.pid()), 2);
    Path path = KernelGroup.own(place);
    if (!path.endsWith(unit)) {
      throw new IOException("not in its scope: " + path);
    }
    return place;
  }

  @Override
  public void close() {
    if (holder == null) {
      return;
    }
    try {
      new CgroupDirectory(KernelGroup.own(place())).endAll();
    } catch (IOException notThere) {
      holder.destroyForcibly();
    }
  }
}
