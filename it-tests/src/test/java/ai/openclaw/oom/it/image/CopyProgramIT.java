package ai.openclaw.oom.it.image;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.it.Ci;
import ai.openclaw.oom.it.Places;
import ai.openclaw.oom.it.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The program that copies the agent out of its image, on both architectures. Most of it runs where
 * anybody may; what a container adds, an empty root and another user, needs root.
 */
class CopyProgramIT {
  private static final String EMULATOR = "/usr/bin/qemu-";
  private static final Pattern LIBRARY = Pattern.compile("(?m)(?:=>|^)\\s+(/\\S+) \\(0x");
  private static final int DONE = 0;
  private static final int IN_PART = 1;
  private static final int WRONG_USAGE = 2;

  enum Arch {
    X86_64("x86_64", "amd64"),
    AARCH64("aarch64", "arm64");

    private final String id;
    private final String platform;

    Arch(String id, String platform) {
      this.id = id;
      this.platform = platform;
    }

    boolean isEmulated() {
      return !System.getProperty("os.arch").replace("amd64", "x86_64").equals(id);
    }
  }

  private record Said(int exit, String out, String err) {}

  private Path directory;

  /** A jar, and a program in a folder, as somebody has them who lets nobody else read. */
  @BeforeEach
  void makeSources() throws IOException {
    directory = Places.newDirectory("copy");
    write("from/agent.jar", "a jar", "rw-------");
    write("from/bin/shim", "a program", "rwx------");
    Files.createDirectory(directory.resolve("to"));
  }

  private void write(String name, String content, String mode) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  private Said cp(Arch arch, String... arguments) throws Exception {
    return start(arch, "cp", arguments);
  }

  private Said start(Arch arch, String name, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("sh", "-c", "umask 077; exec \"$@\"", "sh"));
    String program =
        Places.REPOSITORY.resolve("agent/src/main/native/oom-copy-" + arch.id).toString();
    if (arch.isEmulated()) {
      Ci.orSkip(Tool.isThere(EMULATOR + arch.id), "copy: missing: qemu-" + arch.id);
      command.addAll(List.of(EMULATOR + arch.id, "-0", name, program));
    } else {
      Path link = directory.resolve(name);
      if (!Files.exists(link)) {
        Files.createSymbolicLink(link, Path.of(program));
      }
      command.add(link.toString());
    }
    command.addAll(List.of(arguments));
    return run(new ProcessBuilder(command).directory(directory.toFile()));
  }

  private static Said run(ProcessBuilder builder) throws Exception {
    Path err = Files.createTempFile("copy", "err");
    try {
      Process process = builder.redirectError(err.toFile()).start();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Said(process.waitFor(), out, Files.readString(err));
    } finally {
      Files.delete(err);
    }
  }

  /** All below a folder: mode, name, and a file's content. */
  private static List<String> tree(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      List<String> lines = new ArrayList<>();
      for (Path path : all.filter(one -> !one.equals(folder)).sorted().toList()) {
        int mode = (Integer) Files.getAttribute(path, "unix:mode") & 07777;
        String content = Files.isRegularFile(path) ? " " + Files.readString(path) : "/";
        lines.add(Integer.toOctalString(mode) + " " + folder.relativize(path) + content);
      }
      return lines;
    }
  }

  private Path to() {
    return directory.resolve("to");
  }

  private static final String[] CONTENTS = {
    "644 agent.jar a jar", "755 bin/", "755 bin/shim a program"
  };

  @ParameterizedTest
  @EnumSource
  void copiesFilesIntoAFolder(Arch arch) throws Exception {
    assertThat(cp(arch, "from/agent.jar", "from/bin/shim", "to")).isEqualTo(new Said(DONE, "", ""));
    assertThat(tree(to())).containsExactly("644 agent.jar a jar", "755 shim a program");
    assertThat(cp(arch, "-v", "from/agent.jar", "to/other.jar"))
        .isEqualTo(new Said(DONE, "from/agent.jar -> to/other.jar\n", ""));
    assertThat(to().resolve("other.jar")).hasContent("a jar");
  }

  @ParameterizedTest
  @EnumSource
  void copiesFoldersAndWhatIsInThem(Arch arch) throws Exception {
    assertThat(cp(arch, "-r", "from", "to").exit()).isEqualTo(DONE);
    assertThat(tree(to().resolve("from"))).containsExactly(CONTENTS);
    for (String option : List.of("-a", "-R", "-rf", "-fp", "--")) {
      Path target = directory.resolve("with" + option);
      Files.createDirectory(target);
      Said said = cp(arch, option.equals("-fp") ? "-fpr" : option, "from/.", target.toString());
      if (option.equals("--")) {
        assertThat(said.exit()).isEqualTo(IN_PART);
        assertThat(said.err()).isEqualTo("oom-copy: from/.: a folder, and no -r was given\n");
      } else {
        assertThat(said).as(option).isEqualTo(new Said(DONE, "", ""));
        assertThat(tree(target)).as(option).containsExactly(CONTENTS);
      }
    }
    assertThat(cp(arch, "-r", "from/", "new").exit()).isEqualTo(DONE);
    assertThat(tree(directory.resolve("new"))).containsExactly(CONTENTS);
    assertThat(cp(arch, "-r", "from/.", "newer").exit()).isEqualTo(DONE);
    assertThat(tree(directory.resolve("newer"))).containsExactly(CONTENTS);
  }

  /** A JVM has mapped the old jar: it must keep it. */
  @ParameterizedTest
  @EnumSource
  void canBeRepeatedAndReplacesFilesAsAWhole(Arch arch) throws Exception {
    assertThat(cp(arch, "-r", "from/.", "to").exit()).isEqualTo(DONE);
    Path jar = to().resolve("agent.jar");
    Files.createLink(directory.resolve("old"), jar);
    write("from/agent.jar", "another jar", "rw-------");
    assertThat(cp(arch, "-r", "from/.", "to").exit()).isEqualTo(DONE);
    assertThat(jar).hasContent("another jar");
    assertThat(directory.resolve("old")).hasContent("a jar");
    assertThat(tree(to())).hasSize(CONTENTS.length);
  }

  @ParameterizedTest
  @EnumSource
  void followsNoLinkOutOfTheTarget(Arch arch) throws Exception {
    write("elsewhere/kept", "mine", "rw-------");
    Files.createSymbolicLink(to().resolve("bin"), directory.resolve("elsewhere"));
    Files.createSymbolicLink(to().resolve("agent.jar"), directory.resolve("elsewhere/kept"));
    Said said = cp(arch, "-r", "from/.", "to");
    assertThat(said.exit()).isEqualTo(IN_PART);
    assertThat(said.err()).isEqualTo("oom-copy: to/bin: not a folder\n");
    assertThat(tree(directory.resolve("elsewhere"))).containsExactly("600 kept mine");
    assertThat(to().resolve("agent.jar")).hasContent("a jar");
    assertThat(Files.isSymbolicLink(to().resolve("agent.jar"))).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void saysWhatItDidNotCopyAndCopiesTheRest(Arch arch) throws Exception {
    Files.createSymbolicLink(directory.resolve("from/link"), Path.of("agent.jar"));
    Files.createDirectories(to().resolve("agent.jar"));
    Said said = cp(arch, "-r", "missing", "from/.", "to");
    assertThat(said.exit()).isEqualTo(IN_PART);
    assertThat(said.err().lines())
        .containsExactlyInAnyOrder(
            "oom-copy: missing: does not exist",
            "oom-copy: from/./link: a link where none is followed",
            "oom-copy: to/agent.jar: is a folder");
    assertThat(tree(to())).containsExactly("755 agent.jar/", "755 bin/", "755 bin/shim a program");
    assertThat(cp(arch, "from/agent.jar", "nowhere/at/all"))
        .isEqualTo(new Said(IN_PART, "", "oom-copy: nowhere/at/: does not exist\n"));
    assertThat(cp(arch, "from/agent.jar", "/proc/agent.jar").err())
        .startsWith("oom-copy: /proc/agent.jar: ");
  }

  /** Half of a file is none: the disk is full. */
  @ParameterizedTest
  @EnumSource
  void leavesNothingOfAFileThatDoesNotFit(Arch arch) throws Exception {
    write("from/large", "x".repeat(1 << 20), "rw-------");
    Path program = Places.REPOSITORY.resolve("agent/src/main/native/oom-copy-" + arch.id);
    Ci.orSkip(Ci.isRoot(), "copy: missing: root, to mount a small file system");
    String script =
        "mount -t tmpfs -o size=64k small to && \"$@\" from/large to; echo $?; ls -A to";
    List<String> command =
        new ArrayList<>(
            List.of("unshare", "--mount", "--propagation", "private", "sh", "-c", script, "sh"));
    command.addAll(
        arch.isEmulated()
            ? List.of(EMULATOR + arch.id, "-0", "cp", program.toString())
            : List.of(Files.createSymbolicLink(directory.resolve("cp"), program).toString()));
    assertThat(run(new ProcessBuilder(command).directory(directory.toFile())))
        .isEqualTo(new Said(DONE, "1\n", "oom-copy: to/large: no space left\n"));
  }

  @ParameterizedTest
  @EnumSource
  void wantsToBeUsedRightly(Arch arch) throws Exception {
    for (String[] wrong : new String[][] {{}, {"-r"}, {"from"}, {"-x", "from", "to"}}) {
      Said said = cp(arch, wrong);
      assertThat(said.exit()).isEqualTo(WRONG_USAGE);
      assertThat(said.err()).startsWith("usage: install DIR");
    }
    assertThat(start(arch, "oom-copy", "install").exit()).isEqualTo(WRONG_USAGE);
    assertThat(start(arch, "oom-copy", "--help").exit()).isEqualTo(DONE);
    assertThat(start(arch, "oom-copy", "install", "to/deeper").exit()).isEqualTo(IN_PART);
  }

  /**
   * As in a container: the image's files alone as root, read-only, a user who owns nothing, and a
   * volume that everybody may write to and whose files belong to a group, as Kubernetes makes it.
   */
  @ParameterizedTest
  @EnumSource
  void installsFromAnEmptyRootAsAnyUser(Arch arch) throws Exception {
    Ci.orSkip(Ci.isRoot(), "copy: missing: root, for an empty root and another user");
    Path root = directory.resolve("root");
    Path volume = Files.createDirectories(directory.resolve("root/volume"));
    OciImage.of(arch.platform).unpack(root);
    List<String> before = names(root.resolve("openclaw"));
    String run = "chroot --userspec=65534:65534 --groups= root ";
    if (arch.isEmulated()) {
      Ci.orSkip(Tool.isThere(EMULATOR + arch.id), "copy: missing: qemu-" + arch.id);
      run += emulatorIn(root.resolve("emulator"), EMULATOR + arch.id);
    }
    String script =
        """
        set -e; umask 077
        chmod 755 root
        mount -t tmpfs -o mode=2777,gid=4711 volume root/volume
        mount --rbind root root; mount -o remount,bind,ro root
        RUN /bin/oom-copy install /volume/agent
        RUN /bin/oom-copy install /volume/agent
        RUN /bin/cp -r /openclaw/. /volume
        find root/volume ! -path root/volume -printf '%m %u %P\\n' | sort -k 3
        RUN /bin/oom-copy install /elsewhere
        """
            .replace("RUN", run);
    Said said =
        run(
            new ProcessBuilder("unshare", "--mount", "--propagation", "private", "sh", "-c", script)
                .directory(directory.toFile()));
    assertThat(said.err()).isEqualTo("oom-copy: /elsewhere: read-only file system\n");
    assertThat(said.exit()).isEqualTo(IN_PART);
    assertThat(before).hasSize(5);
    List<String> expected = new ArrayList<>();
    before.forEach(name -> expected.add(mode(name) + " nobody agent/" + name));
    before.forEach(name -> expected.add(mode(name) + " nobody " + name));
    assertThat(said.out().lines().filter(line -> !line.contains(" -> ")))
        .filteredOn(line -> !line.endsWith(" agent"))
        .containsExactlyInAnyOrderElementsOf(expected);
    assertThat(said.out()).containsPattern("(?m)^2?755 nobody agent$");
    assertThat(volume).isEmptyDirectory();
  }

  private static String mode(String name) {
    return name.endsWith(".jar") ? "644" : "755";
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  /** Copies the emulator and its libraries into a root that has none of them; how it is started. */
  private static String emulatorIn(Path folder, String emulator) throws IOException {
    Files.createDirectories(folder);
    Files.copy(Path.of(emulator), folder.resolve("qemu"));
    String loader = "";
    for (String file :
        LIBRARY
            .matcher(Tool.said("ldd", emulator))
            .results()
            .map(found -> found.group(1))
            .toList()) {
      Path copy = folder.resolve(Path.of(file).getFileName());
      Files.copy(Path.of(file), copy);
      loader = copy.getFileName().toString().startsWith("ld-") ? copy.getFileName() + "" : loader;
    }
    // A statically linked one has no loader, and needs none.
    return loader.isEmpty()
        ? "/emulator/qemu "
        : "/emulator/" + loader + " --library-path /emulator /emulator/qemu ";
  }
}
