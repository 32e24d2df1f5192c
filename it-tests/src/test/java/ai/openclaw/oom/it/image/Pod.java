package ai.openclaw.oom.it.image;

import ai.openclaw.oom.it.Ci;
import ai.openclaw.oom.it.NativeProgram;
import ai.openclaw.oom.it.Outcome;
import ai.openclaw.oom.it.Places;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What a kubelet and a container runtime do for a pod, as far as a mount namespace of our own and
 * {@code chroot} can: a volume that anybody may write to, an init container made of the image's
 * layers, then a service in a read-only root that has the volume, or a folder of it, at {@code
 * /openclaw}. Neither is more than a plain user. All mounts end with the pod.
 */
final class Pod {
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  /** Only guards against a hang. */
  private static final int DEADLINE_SECONDS = 120;

  private static final String SCRIPT =
      """
      set -eu
      init=$1 user=$2 install=$3 folder=$4 options=$5 classes=$6 enter=$7
      shift 7
      mkdir -p image/target volume service
      chmod 755 image
      mount -t tmpfs -o mode=777 volume volume
      mount --bind volume image/target
      mount --rbind image image
      mount -o remount,bind,ro image
      chroot --userspec=$init:$init --groups= image /bin/oom-copy install "$install" >&2

      mount -t tmpfs -o mode=755 root service
      cd service
      mkdir usr etc proc sys dev tmp app tools out openclaw
      ln -s usr/bin usr/lib usr/lib64 .
      for folder_of_host in usr etc proc sys dev; do
        mount --rbind /$folder_of_host $folder_of_host
      done
      mount -t tmpfs -o mode=1777 tmp tmp
      mount --bind "$classes" app
      mount --bind ../tools tools
      mount --bind ../out out
      mount --bind ../volume/$folder openclaw
      mount -o remount,bind,ro$options openclaw
      mount -o remount,bind,ro .
      eval "$enter"
      exec chroot --userspec=$user:$user --groups= . /usr/bin/env -i -C /out PATH=/usr/bin "$@"
      """;

  private final Path directory = Places.newDirectory("pod");
  private String enter = ":";
  private int init = 1000;
  private int user = 1000;
  private String install = "/target/agent";
  private String folder = "agent";
  private String options = "";

  private Pod() throws IOException {
    OciImage.of("aarch64".equals(System.getProperty("os.arch")) ? "arm64" : "amd64")
        .unpack(Files.createDirectory(directory.resolve("image")));
    for (String folder : List.of("tools", "out")) {
      Path path = Files.createDirectory(directory.resolve(folder));
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  /** Makes one, or skips the test. */
  static Pod create() throws IOException {
    Ci.orSkip(Ci.isRoot(), "pod: missing: root, to mount and to change to other users");
    Ci.orSkip(JAVA.startsWith("/usr"), "pod: missing: a JDK below /usr");
    return new Pod();
  }

  /** Puts a program of the tests below {@code /tools}. */
  Pod program(String source) throws IOException, InterruptedException {
    Path program = directory.resolve("tools").resolve(source);
    Files.copy(NativeProgram.build(source, "pod"), program);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    return this;
  }

  /** Shell text that takes the service into a memory group. */
  Pod memoryGroup(String text) {
    enter = text;
    return this;
  }

  Pod initContainerAs(int uid) {
    init = uid;
    return this;
  }

  /** Installs into the volume itself, and mounts all of it. */
  Pod withoutSubPath() {
    install = "/target";
    folder = "";
    return this;
  }

  /** As volumes made of images usually are. */
  Pod noexec() {
    options = ",noexec";
    return this;
  }

  /** Runs the JVM of the service to its end. */
  Outcome java(String toolOptions, String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("unshare", "--mount", "--propagation", "private"));
    command.addAll(List.of("sh", "-c", SCRIPT, "sh", "" + init, "" + user, install, folder));
    command.addAll(List.of(options, Places.probeClasses().toString(), enter));
    if (!toolOptions.isEmpty()) {
      command.add("JAVA_TOOL_OPTIONS=" + toolOptions);
    }
    command.addAll(List.of(JAVA.toString(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of(arguments));
    Path out = directory.resolve("out/stdout");
    Path err = directory.resolve("out/stderr");
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      throw new AssertionError("hangs; its output is in " + directory);
    }
    return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
  }
}
