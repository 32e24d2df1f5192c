package ai.openclaw.oom.demo.group;

import java.io.IOException;

/**
 * A group of processes that the kernel accounts memory for. Closing it ends the processes in it,
 * those only, and removes what was made; closing it twice is once.
 */
public interface MemoryGroup extends AutoCloseable {

  /** What it is, for the user. */
  String describe();

  /** Whether it has a limit, so that the kernel kills in it. */
  default boolean limited() {
    return true;
  }

  /** Whether the kernel takes all of it with its first victim. */
  default boolean together() {
    return false;
  }

  /**
   * Starts a command inside the group, held by {@link Holder}: it is in the group before it runs.
   *
   * @throws IOException if it cannot be started
   */
  Process start(ProcessBuilder command) throws IOException;

  /**
   * The kernel's own count of OOM kills in this group; only its rise says something.
   *
   * @throws IOException if the counter cannot be read
   */
  long oomKills() throws IOException;

  @Override
  void close();
}
