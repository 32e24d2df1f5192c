package ai.openclaw.oom.it.fault;

import static ai.openclaw.oom.it.fault.Way.AHEAD;
import static ai.openclaw.oom.it.fault.Way.IN_ARGV;

import ai.openclaw.oom.it.Tool;
import java.util.List;

/** Of file systems. */
final class StorageFaults {

  private StorageFaults() {}

  static List<Fault> all() {
    return List.of(
        Fault.of(
            "the root is read-only",
            "remount",
            scene -> scene.mounts("mount -o remount,bind,ro /")),
        says(
            temporary(
                "/tmp is full",
                "a tmpfs of 64 KiB, filled",
                "mount -t tmpfs -o size=64k,mode=755 none $T"
                    + " && { cat /dev/zero > $T/zero 2> /dev/null || true; }"),
            ".*No space left on device"),
        says(
            temporary(
                "/tmp is mounted noexec", "a tmpfs", "mount -t tmpfs -o noexec,mode=755 none $T"),
            ".*it cannot be executed; is the file system mounted noexec\\?"),
        says(
            temporary("/tmp is read-only", "a tmpfs", "mount -t tmpfs -o ro,mode=755 none $T"),
            ".*Read-only file system"),
        says(temporary("/tmp is not there", "rmdir", "rmdir $T"), ".*NoSuchFileException.*"),
        temporary(
            "/tmp is as it is meant to be", "a tmpfs", "mount -t tmpfs -o mode=1777 none $T"));
  }

  /** Where the operator asks for a helper that was not installed, it is put there. */
  private static Fault temporary(String name, String made, String script) {
    return Fault.of(
            name,
            made,
            scene -> {
              Tool.run("rm", scene.ownAgent().helper().toString());
              scene.options("-Djava.io.tmpdir=" + scene.temporary(), "-XX:-UsePerfData");
              scene.mounts("T=" + scene.temporary() + " && " + script);
            })
        .shim("native");
  }

  private static Fault says(Fault fault, String why) {
    return fault.says(
        List.of(AHEAD, IN_ARGV), "shim=native is not used: " + why + "; sh is used .*");
  }
}
