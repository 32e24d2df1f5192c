package ai.openclaw.oom.it.fault;

import ai.openclaw.oom.it.Ci;
import java.nio.file.Files;
import java.nio.file.Path;

/** A group of the pids controller, version 1, that goes with its JVM. */
final class PidsGroup {
  private static final Path HIERARCHY = Path.of("/sys/fs/cgroup/pids");
  private static final int MOST = 80;

  private PidsGroup() {}

  /** Whoever is last in it removes it: the shell that has waited for the JVM. */
  static Scene enter(Scene scene) {
    Ci.orSkip(
        Files.isWritable(HIERARCHY.resolve("cgroup.procs")),
        "faults: missing: a pids hierarchy of cgroup v1 to make groups in");
    Path group = HIERARCHY.resolve("openclaw-oom-" + scene.directory().getFileName());
    scene.run.prepare(
        String.format(
            "mkdir %1$s && echo %2$d > %1$s/pids.max && { sh -c 'echo $$ > %1$s/cgroup.procs;"
                + " exec \"$@\"' sh \"$@\"; e=$?; rmdir %1$s; exit $e; }",
            group, MOST));
    return scene;
  }
}
