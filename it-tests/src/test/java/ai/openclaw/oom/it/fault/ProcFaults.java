package ai.openclaw.oom.it.fault;

import ai.openclaw.oom.it.Score;
import ai.openclaw.oom.probe.Steps;
import java.util.List;

/** Of {@code /proc}, where a score is written. */
final class ProcFaults {
  /** Some other place from which it can be told. */
  private static final String SECOND = "mkdir proc && mount -t proc proc proc";

  private ProcFaults() {}

  static List<Fault> all() {
    return List.of(
        Fault.of(
                "/proc is not mounted",
                "umount; the loader is told where",
                scene ->
                    seenInSecond(scene)
                        .mounts(
                            SECOND
                                + " && umount -l /proc && export LD_LIBRARY_PATH="
                                + scene.libraries()))
            .notRaised(Way.values()),
        Fault.of(
                "/proc goes while the JVM runs",
                "umount, after the first start",
                scene -> {
                  scene.file("unmount", "#!/bin/sh\numount -l /proc\n");
                  seenInSecond(scene)
                      .mounts(SECOND)
                      .steps(Steps.CAT, "./unmount", Steps.CAT, Steps.SCORE, "/none", Steps.CAT);
                })
            .scores(Score.TARGET, Score.OWN, Score.OWN),
        Fault.of(
                "/proc is read-only",
                "remount",
                scene -> scene.mounts("mount -o remount,bind,ro /proc"))
            .notRaised(Way.values()),
        Fault.of(
            "/proc shows processes only",
            "mount -o subset=pid",
            scene -> scene.mounts("mount -t proc -o subset=pid proc /proc")),
        hiding("/proc hides processes of others", "hidepid=2"),
        hiding("/proc hides what may not be traced", "hidepid=4"),
        Fault.of(
            "the JVM's own score cannot be read",
            "bind mount of an empty file",
            scene -> scene.mounts("touch empty && mount --bind empty /proc/$$/oom_score_adj")));
  }

  private static Fault hiding(String name, String option) {
    return Fault.of(
        name,
        "mount -o " + option + ", uid 65534",
        scene ->
            scene.mounts(
                "mount -t proc -o "
                    + option
                    + " proc /proc && exec "
                    + PrivilegeFaults.NOBODY
                    + " \"$@\""));
  }

  private static Scene seenInSecond(Scene scene) {
    String file = scene.directory().resolve("proc/self/oom_score_adj").toString();
    return scene.options(Steps.scoreIn(file));
  }
}
