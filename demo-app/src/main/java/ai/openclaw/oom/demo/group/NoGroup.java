package ai.openclaw.oom.demo.group;

import java.io.IOException;

/** No limit and no kill: where nothing else is allowed. */
public final class NoGroup implements MemoryGroup {
  private volatile Process holder;

  @Override
  public String describe() {
    return "none: no limit, so nothing is killed";
  }

  @Override
  public boolean limited() {
    return false;
  }

  @Override
  public Process start(ProcessBuilder command) throws IOException {
    holder = command.command(Holder.hold(command.command())).start();
    return holder;
  }

  @Override
  public long oomKills() {
    return 0;
  }

  @Override
  public void close() {
    if (holder != null) {
      holder.descendants().forEach(ProcessHandle::destroyForcibly);
      holder.destroyForcibly();
    }
  }
}
