package ai.openclaw.oom.demo.group;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * The folder of one cgroup: its files, its processes, its end.
 *
 * @param path the folder
 */
public record CgroupDirectory(Path path) {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  /** Sets a new group's limits, or says why it cannot. */
  interface Setup {
    void apply(CgroupDirectory group) throws IOException;
  }

  /**
   * Makes a group that a process of ours can enter, as high as that is allowed.
   *
   * @param parents where to try, in this order
   * @throws IOException with the last refusal if it is allowed nowhere
   */
  static CgroupDirectory make(List<Path> parents, Setup setup) throws IOException {
    IOException refused = new IOException("no place to make it");
    for (Path parent : parents) {
      try {
        return make(parent, setup);
      } catch (IOException e) {
        refused = e;
      }
    }
    throw refused;
  }

  private static CgroupDirectory make(Path parent, Setup setup) throws IOException {
    Path path = parent.resolve(uniqueName());
    try {
      Files.createDirectory(path);
    } catch (FileSystemException e) {
      throw new IOException("no group may be made in " + parent + " (" + why(e) + ")", e);
    }
    CgroupDirectory group = new CgroupDirectory(path);
    try {
      setup.apply(group);
      group.tryToEnter();
      return group;
    } catch (IOException e) {
      group.remove();
      throw e;
    }
  }

  /** A name that no other group of this machine has. */
  static String uniqueName() {
    return "openclaw-oom-demo-"
        + ProcessHandle.current().pid()
        + "-"
        + Long.toString(System.nanoTime(), Character.MAX_RADIX);
  }

  /** The JDK gives no reason where its exception's class is one. */
  private static String why(FileSystemException e) {
    return e instanceof AccessDeniedException ? "permission denied" : e.getReason();
  }

  boolean has(String file) {
    return Files.exists(path.resolve(file));
  }

  /** The text of one of its files. */
  String read(String file) throws IOException {
    return Files.readString(path.resolve(file)).trim();
  }

  void write(String file, String value) throws IOException {
    Files.writeString(path.resolve(file), value);
  }

  String procs() {
    return path.resolve("cgroup.procs").toString();
  }

  /** Proves that a process of ours may enter. */
  private void tryToEnter() throws IOException {
    Command.output(List.of("/bin/sh", "-c", "echo $$ > \"$0\"", procs()));
  }

  /** Ends the processes in the group and waits until none is left. */
  void endAll() {
    await(
        () -> {
          List<Long> pids = pids();
          pids.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
          return pids.isEmpty();
        });
  }

  /** Ends the processes in the group and removes it. */
  void remove() {
    endAll();
    // The kernel lets go of a group a moment after its last process: until then it is busy.
    if (!await(this::removed)) {
      System.err.println("The memory group " + path + " could not be removed: it is left behind.");
    }
  }

  private boolean removed() {
    try {
      Files.deleteIfExists(path);
      return true;
    } catch (IOException busy) {
      return false;
    }
  }

  /** The processes in it that are in this pid namespace; none if it is gone. */
  public List<Long> pids() {
    try {
      // 0 stands for a process of another pid namespace, which is none of ours.
      return read("cgroup.procs").lines().map(Long::valueOf).filter(pid -> pid > 0).toList();
    } catch (IOException gone) {
      return List.of();
    }
  }

  private static boolean await(BooleanSupplier done) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (!done.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return true;
  }
}
