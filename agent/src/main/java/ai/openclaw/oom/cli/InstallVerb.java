package ai.openclaw.oom.cli;

import ai.openclaw.oom.shim.Custody;
import ai.openclaw.oom.spawn.Wrapped;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code install}: puts jar and native programs where every JVM can read them. */
final class InstallVerb extends Verb {
  private static final String ARCH = "arch";
  private static final String JAR = "openclaw-oom-agent.jar";
  private static final List<String> PROGRAMS = Arrays.asList(Wrapped.HELPER, "oom-guard-");
  private static final String CARRIED = "ai/openclaw/oom/shim/";
  private static final List<String> ARCHITECTURES = Arrays.asList("x86_64", "aarch64");

  InstallVerb() {
    super(
        "install",
        "[--arch x86_64|aarch64|all] DIR",
        "puts the agent's jar and its native programs into a folder, for any user's JVMs",
        "The folder gets mode 0755, the jar 0644, the programs 0755. Each file is there whole or not at",
        "all; what is there already and the same is left. Then it prints the lines to use it by.",
        "",
        "Exit code: 0 installed, 1 installed, but not every JVM can use it as it is (said on stderr),",
        "2 wrong usage, 3 not installed.",
        "",
        "Example, of an image's build:",
        "  RUN " + Help.PROGRAM + " install /opt/openclaw");
  }

  @Override
  Options options() {
    return new Options().addOption(valued(ARCH, "ARCH", "of the programs, if not this machine's"));
  }

  @Override
  int run(CommandLine line, Surroundings around) throws WrongUsage, IOException {
    if (line.getArgList().size() != 1) {
      throw new WrongUsage(line.getArgList().isEmpty() ? "DIR is missing" : "one DIR, and no more");
    }
    String arch = line.getOptionValue(ARCH, ownArchitecture());
    if (!arch.equals("all") && !ARCHITECTURES.contains(arch)) {
      throw new WrongUsage("--arch: x86_64, aarch64 or all, not " + arch);
    }
    String given = line.getArgList().get(0);
    if (given.indexOf('=') >= 0) {
      throw new WrongUsage("DIR: -javaagent takes what follows an = for options: " + given);
    }
    Path folder = new File(given).getCanonicalFile().toPath();
    makeFolder(folder);
    put(folder.resolve(JAR), Files.readAllBytes(around.jar.toPath()), "rw-r--r--", around);
    for (String one : ARCHITECTURES) {
      if (arch.equals("all") || arch.equals(one)) {
        for (String program : PROGRAMS) {
          String name = program + one;
          put(folder.resolve(name), carried(around.jar, name), "rwxr-xr-x", around);
        }
      }
    }
    printLines(folder.resolve(JAR).toString(), around);
    return limits(folder, around);
  }

  private static String ownArchitecture() {
    String arch = System.getProperty("os.arch");
    return arch.equals("amd64") ? "x86_64" : arch;
  }

  private static void makeFolder(Path folder) throws IOException {
    boolean isNew = !Files.isDirectory(folder);
    Files.createDirectories(folder);
    Set<PosixFilePermission> wanted = PosixFilePermissions.fromString("rwxr-xr-x");
    if (isNew || !Files.getPosixFilePermissions(folder).containsAll(wanted)) {
      Files.setPosixFilePermissions(folder, wanted);
    }
  }

  private static void put(Path file, byte[] content, String mode, Surroundings around)
      throws IOException {
    Set<PosixFilePermission> permissions = PosixFilePermissions.fromString(mode);
    if (Files.isRegularFile(file)
        && Arrays.equals(Files.readAllBytes(file), content)
        && Files.getPosixFilePermissions(file).equals(permissions)) {
      around.out.println("# " + file + " is there");
      return;
    }
    Path part = Files.createTempFile(file.getParent(), "part", null);
    try {
      try (OutputStream out = Files.newOutputStream(part)) {
        out.write(content);
      }
      Files.setPosixFilePermissions(part, permissions);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
    around.out.println("# " + file + " is installed");
  }

  private static byte[] carried(File jar, String name) throws IOException {
    try (JarFile open = new JarFile(jar, false)) {
      ZipEntry entry = open.getEntry(CARRIED + name);
      if (entry == null) {
        throw new FileNotFoundException(jar + " has no " + CARRIED + name);
      }
      byte[] content = new byte[(int) entry.getSize()];
      try (InputStream in = open.getInputStream(entry)) {
        for (int at = 0; at < content.length; ) {
          int count = in.read(content, at, content.length - at);
          if (count < 0) {
            throw new IOException(name + " is not whole");
          }
          at += count;
        }
      }
      return content;
    }
  }

  static void printLines(String jar, Surroundings around) {
    String option = "-javaagent:" + jar;
    String variable = "JAVA_TOOL_OPTIONS";
    String value = Quoted.forJvm(option);
    around.out.println();
    around.out.println("# one JVM:");
    around.out.println("java " + Quoted.forShell(option) + " -jar service.jar");
    around.out.println("# a shell, and all JVMs from there:");
    around.out.println("export " + variable + "=" + Quoted.forShell(value));
    around.out.println("# a Dockerfile:");
    around.out.println("ENV " + Quoted.forDocker(variable, value));
    around.out.println("# a unit of systemd's, in [Service]:");
    around.out.println("Environment=" + Quoted.forUnit(variable, value));
    around.out.println("OOMPolicy=continue");
  }

  /** What keeps JVMs from using it. */
  private static int limits(Path folder, Surroundings around) throws IOException {
    int exit = ExitCode.DONE;
    for (Path way = folder; way != null; way = way.getParent()) {
      if (!Files.getPosixFilePermissions(way).contains(PosixFilePermission.OTHERS_EXECUTE)) {
        around.err.println("install: not every user can enter " + way);
        exit = ExitCode.LIMITED;
      }
    }
    String fault = Custody.fault(folder);
    if (fault != null) {
      around.err.println("install: the helper will not be used, only sh and parent: " + fault);
      exit = ExitCode.LIMITED;
    }
    return exit;
  }
}
