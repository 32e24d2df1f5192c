package ai.openclaw.oom.it.machine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.it.Ci;
import ai.openclaw.oom.it.Outcome;
import ai.openclaw.oom.it.Places;
import ai.openclaw.oom.it.Tool;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A machine under emulation: Debian's own kernel, cgroup v2 in {@code /sys/fs/cgroup}, root with
 * all capabilities, busybox, a small JRE and the built agent. It has no network, a disk only if it
 * is given one, and is gone once its script has ended. An emulated processor is some twenty times
 * slower than a real one.
 *
 * <p>What is missing for it is said, and the test skipped.
 */
public final class Machine {

  /**
   * The JRE's launcher with options for short JVMs and the probes as class path. Code that is made
   * at run time has to be translated by the emulator, too, which costs more than it gains.
   */
  public static final String JAVA = "/jre/bin/java -XX:+UseSerialGC -Xint -cp /opt/probes";

  /** The agent's jar, with its helper and guard beside it. */
  public static final String AGENT = "/opt/openclaw-oom-agent.jar";

  public static final String HELPER = "/opt/oom-shim-x86_64";

  /** Its disk, if it has one; the kernel may find that only after the script has begun. */
  public static final String DISK = "/dev/nvme0n1";

  private static final String GUARD = "/opt/oom-guard-x86_64";

  private static final String QEMU = "qemu-system-x86_64";
  private static final Path JDK = Path.of(System.getProperty("java.home"));
  private static final String MODULES =
      "java.base,java.instrument,java.logging,java.management,jdk.management";

  private static final String READABLE = "rw-r--r--";

  /** Only guards against a hang: far beyond what any script takes, also on a busy machine. */
  private static final int DEADLINE_SECONDS = 1800;

  private static final int MEMORY_MB = 768;

  /**
   * The first serial line is the kernel's, the second the script's. Whoever sets a line's mode
   * waits until all that was written has gone. While the script's last process lets go of a line,
   * opening it may fail with EAGAIN.
   */
  private static final String INIT =
      """
      #!/bin/busybox sh
      /bin/busybox --install -s /bin
      export PATH=/bin
      mount -t proc proc /proc
      mount -t sysfs sys /sys
      mount -t devtmpfs dev /dev
      mount -t cgroup2 group /sys/fs/cgroup
      mount -t tmpfs tmp /tmp
      stty -F /dev/ttyS1 raw
      sh /opt/script </dev/null >/dev/ttyS1 2>&1
      code=$?
      until echo "exit=$code" >/dev/ttyS1; do :; done
      until stty -F /dev/ttyS1 raw; do :; done
      reboot -f
      """;

  private static final Pattern ENDED = Pattern.compile("(.*)exit=(\\d+)\n", Pattern.DOTALL);

  private final Path directory;
  private final Path kernel;
  private final FileTree files;
  private final List<String> devices = new ArrayList<>();

  /**
   * Makes one, which takes some seconds.
   *
   * @param name of its directory
   */
  public Machine(String name) throws IOException, InterruptedException {
    kernel = needed();
    directory = Places.newDirectory(name);
    Path root = directory.resolve("root");
    files = new FileTree(root, "bin", "dev", "etc", "opt", "proc", "sys", "tmp");
    files.text("/init", INIT, "rwxr-xr-x");
    files.text("/etc/passwd", "root:x:0:0::/:/bin/sh\nnobody:x:65534:65534::/:/bin/sh\n", READABLE);
    files.text("/etc/group", "root:x:0:\nnogroup:x:65534:\n", READABLE);
    program(onPath("busybox").orElseThrow(), "/bin/busybox");
    jre();
    add(Places.agent(), AGENT);
    add(Places.helper(), HELPER);
    add(Places.guard(), GUARD);
    add(Places.probeClasses(), "/opt/probes");
  }

  private static Path needed() throws IOException, InterruptedException {
    boolean isX86 = "amd64".equals(System.getProperty("os.arch"));
    Ci.orSkip(isX86, "machine: missing: an x86_64 to take programs from");
    Ci.orSkip(Tool.isThere(QEMU), "machine: missing: " + QEMU + " (qemu-system-x86)");
    Ci.orSkip(onPath("busybox").isPresent(), "machine: missing: busybox (busybox-static)");
    Ci.orSkip(Files.isExecutable(JDK.resolve("bin/jlink")), "machine: missing: jlink in " + JDK);
    Optional<Path> kernel = newestKernel();
    Ci.orSkip(kernel.isPresent(), "machine: missing: a kernel (.ci/prepare-kernel)");
    return kernel.orElseThrow();
  }

  /** The one that .ci/prepare-kernel has got, or else the newest that Debian has installed. */
  private static Optional<Path> newestKernel() throws IOException {
    for (Path folder : List.of(Places.cache("kernel"), Path.of("/boot"))) {
      if (Files.isDirectory(folder)) {
        try (Stream<Path> found = Files.list(folder)) {
          Optional<Path> newest =
              found
                  .filter(file -> file.toString().matches(".*/vmlinuz-.*-cloud-amd64"))
                  .filter(Files::isReadable)
                  .max(Path::compareTo);
          if (newest.isPresent()) {
            return newest;
          }
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Path> onPath(String program) {
    return Stream.of(System.getenv("PATH").split(":"))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private void jre() throws IOException {
    String jlink = JDK.resolve("bin/jlink").toString();
    String jre = files.at("/jre").toString();
    Tool.run(jlink, "--add-modules", MODULES, "--strip-java-debug-attributes", "--output", jre);
    // The archive of classes, which makes a JVM's start take half of the time.
    Tool.run(jre + "/bin/java", "-Xshare:dump");
    files.librariesOf(files.binaries("/jre"));
  }

  /**
   * Adds a file or a directory.
   *
   * @param path where the machine sees it
   */
  public Machine add(Path source, String path) throws IOException {
    files.copy(source, path);
    return this;
  }

  /** Adds a program, and the libraries that it needs. */
  public Machine program(Path source, String path) throws IOException {
    files.copy(source.toRealPath(), path);
    files.librariesOf(List.of(source));
    return this;
  }

  /** Gives it an empty disk, {@link #DISK}: of a kind that the kernel knows without modules. */
  public Machine disk(int mib) throws IOException {
    Path disk = directory.resolve("disk");
    try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
      file.setLength((long) mib << 20);
    }
    devices.addAll(List.of("-drive", "if=none,id=disk,format=raw,cache=unsafe,file=" + disk));
    devices.addAll(List.of("-device", "nvme,drive=disk,serial=disk"));
    return this;
  }

  /**
   * Boots it, and lets it run a shell script as root.
   *
   * @return the script's exit code, what it wrote on both streams, and as errors what the kernel
   *     said
   */
  public Outcome boot(String script) throws IOException, InterruptedException {
    files.text("/opt/script", script, READABLE);
    Path archive = directory.resolve("initramfs");
    files.pack(archive);
    Path console = directory.resolve("console");
    Path out = directory.resolve("out");
    List<String> command = new ArrayList<>(List.of(QEMU, "-accel", "tcg", "-m", MEMORY_MB + "M"));
    command.addAll(List.of("-nodefaults", "-no-user-config", "-no-reboot", "-display", "none"));
    command.addAll(List.of("-kernel", kernel.toString(), "-initrd", archive.toString()));
    command.addAll(List.of("-append", "console=ttyS0 quiet panic=-1"));
    command.addAll(List.of("-serial", "file:" + console, "-serial", "file:" + out));
    command.addAll(devices);
    Path said = directory.resolve("qemu");
    boolean ended = ends(new ProcessBuilder(command).redirectOutput(said.toFile()));
    Files.delete(archive);
    Files.deleteIfExists(directory.resolve("disk"));
    Matcher transcript = ENDED.matcher(text(out));
    if (!ended || !transcript.matches()) {
      throw new AssertionError(
          (ended ? "ended too early" : "hangs") + ": " + text(said) + text(console) + text(out));
    }
    return new Outcome(Integer.parseInt(transcript.group(2)), transcript.group(1), text(console));
  }

  /**
   * The same for a script of several parts, each behind a line of {@code >>>} and its name, that
   * must end with 0.
   *
   * @return what each part wrote, by its name
   */
  public Map<String, String> see(String script) throws IOException, InterruptedException {
    Outcome outcome = boot(script);
    assertThat(outcome).succeeded();
    Map<String, String> parts = new LinkedHashMap<>();
    for (String part : outcome.out().split("(?m)^>>> ")) {
      String[] nameAndText = part.split("\n", 2);
      parts.put(nameAndText[0], nameAndText[nameAndText.length - 1]);
    }
    return parts;
  }

  /** Whether it came to its end. */
  private static boolean ends(ProcessBuilder builder) throws IOException, InterruptedException {
    Process process = builder.redirectErrorStream(true).start();
    try {
      return process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS);
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private static String text(Path file) throws IOException {
    return Files.exists(file) ? new String(Files.readAllBytes(file), UTF_8) : "";
  }
}
