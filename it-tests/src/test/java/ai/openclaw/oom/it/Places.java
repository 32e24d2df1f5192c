package ai.openclaw.oom.it;

import static java.nio.file.Files.isRegularFile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.atomic.AtomicInteger;
import net.bytebuddy.agent.ByteBuddyAgent;

/** Where things lie. All of it is below the repository, which is all that a JDK root can see. */
public final class Places {

  public static final Path REPOSITORY =
      Path.of(System.getProperty("oom.repo")).toAbsolutePath().normalize();

  /** Shell text for {@link JavaRun#prepare}: the JVM sees a {@code /proc} that it cannot write. */
  static final String READ_ONLY_PROC =
      "exec unshare --mount --propagation unchanged sh -c"
          + " 'mount -o remount,bind,ro /proc && exec \"$@\"' sh \"$@\"";

  private static final Path TARGET = REPOSITORY.resolve("it-tests/target");
  private static final Path RUNS = TARGET.resolve("runs");
  private static final AtomicInteger RUN = new AtomicInteger();

  private Places() {}

  public static Path agent() {
    return built("agent/target/openclaw-oom-agent.jar");
  }

  /** The native helper for this machine, which lies beside the agent. */
  public static Path helper() {
    return beside("oom-shim-");
  }

  /** The guard's program, likewise. */
  public static Path guard() {
    return beside("oom-guard-");
  }

  private static Path beside(String program) {
    boolean isArm = "aarch64".equals(System.getProperty("os.arch"));
    return agent().resolveSibling(program + (isArm ? "aarch64" : "x86_64"));
  }

  public static Path demo() {
    return built("demo-app/target/openclaw-oom-demo.jar");
  }

  /** Class path of the probes. */
  static String probes() {
    return probeClasses() + ":" + AttachLibrary.COPY;
  }

  public static Path probeClasses() {
    return TARGET.resolve("classes");
  }

  static Path matrix() {
    return TARGET.resolve("matrix.txt");
  }

  /** Where the libraries' table is stored. */
  public static Path libraries() {
    return TARGET.resolve("libraries.txt");
  }

  /** Where the table of faults is stored. */
  public static Path faults() {
    return TARGET.resolve("faults.txt");
  }

  /** Where the table of tabs is stored. */
  static Path tabs() {
    return TARGET.resolve("tabs.txt");
  }

  /** A library's jars, and its driver below {@code classes}. */
  public static Path library(String name) {
    return TARGET.resolve("libs").resolve(name);
  }

  /** What npm has installed. */
  public static Path npm() {
    return TARGET.resolve("npm");
  }

  /** What scripts in {@code .ci} have got, and a clean build leaves alone. */
  public static Path cache(String name) {
    String cache = System.getenv("XDG_CACHE_HOME");
    Path home = Path.of(System.getProperty("user.home"), ".cache");
    Path usual = cache == null || cache.isEmpty() ? home : Path.of(cache);
    return usual.resolve("openclaw-oom-agent").resolve(name);
  }

  /** A directory that no other run uses. */
  public static Path newDirectory(String name) {
    try {
      Files.createDirectories(RUNS);
      return Files.createTempDirectory(RUNS, RUN.incrementAndGet() + "-" + name + "-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path built(String jar) {
    Path file = REPOSITORY.resolve(jar);
    if (!isRegularFile(file)) {
      throw new IllegalStateException(file + " is missing: build it with mvn -B verify");
    }
    return file;
  }

  /** Maven keeps the library outside of the repository. */
  private static final class AttachLibrary {
    static final Path COPY = copy();

    private static Path copy() {
      try {
        Path jar =
            Path.of(
                ByteBuddyAgent.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Path copy = TARGET.resolve(jar.getFileName());
        return Files.copy(jar, copy, StandardCopyOption.REPLACE_EXISTING);
      } catch (Exception e) {
        throw new IllegalStateException("cannot copy the attach library", e);
      }
    }
  }
}
