package ai.openclaw.oom.spawn;

/** How a spawn surface finds the file of a command that is named without a slash. */
public enum Search {
  /**
   * The JDK with a map as environment: in the {@code PATH} that the JVM had when it first started a
   * process. An empty element is {@code ./}, a trailing slash is not doubled, unset means {@code
   * :/bin:/usr/bin}.
   */
  JDK_MAP,
  /**
   * {@code execvp}, which the JDK uses with the inherited environment: in the {@code PATH} of now.
   * An empty element is the bare name, slashes may double, unset means {@code /bin:/usr/bin}.
   */
  LIBC,
  /** {@code posix_spawnp} alone: as {@link #LIBC}, but no shell runs a file of unknown format. */
  POSIX_SPAWNP,
  /**
   * pty4j: in the child's {@code PATH}, without its empty elements, unless the name begins with
   * {@code /} or {@code .}; the first file that may be executed is taken, even if it cannot be.
   */
  PTY4J
}
