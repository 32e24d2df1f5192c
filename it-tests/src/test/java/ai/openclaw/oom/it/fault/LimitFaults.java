package ai.openclaw.oom.it.fault;

import static ai.openclaw.oom.it.fault.Way.AHEAD;
import static ai.openclaw.oom.it.fault.Way.IN_ARGV;

import ai.openclaw.oom.probe.Steps;
import java.util.ArrayList;
import java.util.List;

/** Of what there may be no more of, for the process or in the JVM. */
final class LimitFaults {
  private static final List<Way> ALL = List.of(Way.values());
  private static final String OUT_OF_MEMORY =
      "(watching children (ended|failed in part), .*|children are watched, but in part: )"
          + ".*(OutOfMemoryError|NoClassDefFoundError|ExceptionInInitializerError).*";

  private LimitFaults() {}

  static List<Fault> all() {
    return List.of(
        Fault.of(
            "no descriptors are left",
            "RLIMIT_NOFILE; 20, 6 and 0 free",
            scene -> fewDescriptors(scene).steps(Steps.CAT).then(left("descriptors", 20, 6, 0))),
        Fault.of(
            "few descriptors are left at the first start",
            "RLIMIT_NOFILE; 6 free",
            scene -> fewDescriptors(scene).steps(left("descriptors", 6))),
        Fault.of(
                "no descriptors are left at the first start",
                "RLIMIT_NOFILE; 0 free",
                scene -> fewDescriptors(scene).steps(left("descriptors", 0)))
            .says(
                List.of(AHEAD, IN_ARGV),
                "the native helper .* is not used: .*Too many open files.*; sh is used .*"),
        Fault.of(
            "no processes are left",
            "RLIMIT_NPROC; 3, 2, 1 and 0 free",
            scene -> fewProcesses(scene).steps(Steps.CAT).then(left("threads", 3, 2, 1, 0))),
        Fault.of(
            "no processes are left at the first start",
            "RLIMIT_NPROC; 0 free",
            scene -> fewProcesses(scene).steps(left("threads", 0))),
        Fault.of(
            "the pids group is full",
            "pids.max; 3, 2, 1 and 0 free",
            scene -> PidsGroup.enter(scene).steps(Steps.CAT).then(left("threads", 3, 2, 1, 0))),
        Fault.of(
            "address space is scarce",
            "RLIMIT_AS; 2 GiB",
            scene ->
                scene
                    .options("-Xmx64m", "-XX:CompressedClassSpaceSize=32m")
                    .by("prlimit --as=2147483648")),
        Fault.of(
            "no file may grow",
            "RLIMIT_FSIZE=1",
            scene ->
                scene.options("-XX:-UsePerfData").by("sh -c 'prlimit --fsize=1 \"$@\" | cat' sh")),
        Fault.of(
            "no stack is left",
            "recursion, 60 starts",
            scene -> scene.steps(Steps.CAT, "/none", "stack", Steps.CAT, "/none")),
        Fault.of(
                "no heap is left at the first start",
                "-Xmx16m, filled",
                scene -> scene.options("-Xmx16m").steps("heap", Steps.CAT, Steps.CAT))
            .says(ALL, OUT_OF_MEMORY)
            .atTimes(),
        Fault.of(
                "no heap is left",
                "-Xmx16m, filled",
                scene ->
                    scene.options("-Xmx16m").steps(Steps.CAT, "heap", Steps.CAT, "heap", Steps.CAT))
            .says(ALL, OUT_OF_MEMORY)
            .atTimes(),
        Fault.of(
                "no metaspace is left",
                "-XX:MaxMetaspaceSize=24m, filled",
                scene ->
                    scene
                        .options("-XX:MaxMetaspaceSize=24m")
                        .steps(Steps.CAT, "/none", "metaspace", Steps.CAT))
            .says(ALL, OUT_OF_MEMORY)
            .atTimes());
  }

  private static Scene fewDescriptors(Scene scene) {
    return scene.by("prlimit --nofile=100");
  }

  private static Scene fewProcesses(Scene scene) {
    return scene.by(PrivilegeFaults.SOMEBODY + " prlimit --nproc=80");
  }

  /** One start with each number of them, and one when there are enough again. */
  private static String[] left(String kind, int... numbers) {
    List<String> steps = new ArrayList<>();
    for (int free : numbers) {
      steps.add(kind + " " + free);
      steps.add(Steps.CAT);
    }
    steps.add("release");
    steps.add(Steps.CAT);
    return steps.toArray(String[]::new);
  }
}
