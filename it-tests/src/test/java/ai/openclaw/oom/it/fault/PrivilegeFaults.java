package ai.openclaw.oom.it.fault;

import ai.openclaw.oom.it.Score;
import ai.openclaw.oom.probe.Steps;
import java.nio.file.Path;
import java.util.List;

/** Of what a process may do. */
final class PrivilegeFaults {
  static final String NOBODY = "setpriv --reuid 65534 --regid 65534 --clear-groups";

  /** A user who has no other process that would count. */
  static final String SOMEBODY = "setpriv --reuid 61234 --regid 61234 --clear-groups";

  private static final Integer[] LATER = {Score.TARGET, Score.OWN, Score.OWN, Score.OWN};

  private PrivilegeFaults() {}

  static List<Fault> all() {
    return List.of(
        Fault.of("no new privileges", "setpriv", scene -> scene.by("setpriv --no-new-privs")),
        Fault.of(
            "no capabilities",
            "setpriv",
            scene -> scene.by("setpriv --bounding-set -all --inh-caps -all")),
        Fault.of("uid 65534", "setpriv", scene -> scene.by(NOBODY)),
        Fault.of(
            "a user namespace, root in it",
            "unshare --map-root-user",
            scene -> scene.by("unshare --user --map-root-user")),
        Fault.of(
            "a user namespace without a map",
            "unshare --user",
            scene -> scene.by("unshare --user")),
        seccomp("openat to write answers EPERM", "WRITE=EPERM").scores(LATER),
        seccomp("openat to write answers EACCES", "WRITE=EACCES").scores(LATER),
        seccomp("prctl answers EPERM", "PRCTL=EPERM"),
        seccomp("prctl answers EACCES", "PRCTL=EACCES"),
        seccomp("execve answers EPERM", "EXECVE=EPERM"),
        seccomp("execve answers EACCES", "EXECVE=EACCES"),
        seccomp("execve kills", "EXECVE=KILL"),
        // With its next thread; what is started by then is dead before it is heard of.
        Fault.of(
                "seccomp: prctl kills, and so the JVM",
                "a filter on the starting thread",
                scene ->
                    scene.steps(
                        Steps.CAT,
                        Steps.load(scene.library("seccomp", "-DPRCTL=KILL").toString()),
                        Steps.SCORE))
            .says(List.of(Way.AHEAD, Way.IN_ARGV), "the native helper .* is no longer used: .*")
            .atTimes());
  }

  private static Fault seccomp(String name, String filter) {
    return Fault.of(
        "seccomp: " + name,
        "a filter on the starting thread",
        scene -> {
          Path library = scene.library("seccomp", "-D" + filter);
          scene
              .steps(Steps.CAT, Steps.load(library.toString()))
              .then(Steps.CAT, Steps.SCORE, "/none", Steps.CAT);
        });
  }
}
