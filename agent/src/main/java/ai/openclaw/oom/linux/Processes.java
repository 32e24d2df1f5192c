package ai.openclaw.oom.linux;

/** Who is there, and who started whom. */
public interface Processes {
  /**
   * The pid that was given out last, to a process or a thread of the calling process's namespace.
   *
   * @return -1 if it is not told
   */
  long lastPid();

  /**
   * Whether {@link #lastPid()} tells of the namespace that the calling thread lives in, which has
   * just been started: a container's {@code /proc/loadavg} may be its host's.
   */
  boolean isLastPidOurs();

  /** Whether {@code /proc} numbers processes as the kernel does for this JVM. */
  boolean isOwnNamespace();

  /** No pid is this large. */
  long pidLimit();

  /** The pids of all processes that can be seen, in ascending order; threads are not told. */
  long[] pids();

  /**
   * A process, as it is now.
   *
   * @return null if there is none of that pid, or if it is a thread
   */
  ProcessEntry process(long pid);

  /**
   * A child of this JVM, as it is now.
   *
   * @return null if it has none of that pid
   */
  ProcessEntry child(long pid);

  /**
   * This JVM's process.
   *
   * @return null if it is not told
   */
  ProcessEntry own();

  /**
   * A variable of the environment that a process was started with, or of what it has since put in
   * that place; read up to 6 MiB.
   *
   * @param name ASCII
   * @return null if it has none, if it does not tell, or if the value is longer than 256 bytes
   */
  String environmentOf(long pid, String name);

  /**
   * The file that a process executes, as {@code /proc/PID/exe} names it.
   *
   * @return null if it is not told
   */
  String executableOf(long pid);

  /**
   * A process's arguments, each with a zero byte after it, in Latin-1; read up to 256 KiB.
   *
   * @return null if they are not told
   */
  String commandLineOf(long pid);

  /**
   * Whether a process has mapped a file; its maps are read up to 4 MiB.
   *
   * @param name what the file's path ends in: a slash and a name, in ASCII
   */
  boolean hasMapped(long pid, String name);

  /** Whether this JVM has CAP_SYS_RESOURCE, so that the kernel lets it lower any score. */
  boolean mayLowerAnything();

  /** How many bytes of environments have been read so far. */
  long environmentBytes();
}
