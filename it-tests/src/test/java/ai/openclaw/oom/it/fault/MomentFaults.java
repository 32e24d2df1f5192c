package ai.openclaw.oom.it.fault;

import ai.openclaw.oom.probe.Steps;
import java.nio.file.Path;
import java.util.List;

/** Of what happens in the middle of a start. */
final class MomentFaults {
  private MomentFaults() {}

  static List<Fault> all() {
    return List.of(
        Fault.of(
            "the starting thread is interrupted",
            "Thread.interrupt",
            scene -> scene.steps("interrupted", Steps.CAT, "interrupted")),
        Fault.of(
            "the JVM is told to end",
            "SIGTERM, a start in a shutdown hook",
            scene -> scene.steps(Steps.CAT, "at-end")),
        Fault.of(
            "the JVM's first start is at its end",
            "SIGTERM, the same",
            scene -> scene.steps("at-end")),
        Fault.of(
            "the JVM is stopped and goes on",
            "SIGSTOP and SIGCONT, 40 times",
            scene -> {
              Path script =
                  scene.file(
                      "stops",
                      "#!/bin/sh\np=$PPID\n(for i in $(seq 40); do kill -STOP $p; sleep 0.01; kill -CONT $p; sleep 0.01; done) > /dev/null 2>&1 &\n");
              scene.steps(Steps.CAT, "./" + script.getFileName(), "many 100", Steps.CAT);
            }),
        Fault.of(
            "the clock jumps",
            "a library in place of clock_gettime",
            scene -> scene.by("env LD_PRELOAD=" + scene.library("clock", "-ldl"))),
        Fault.of(
            "the JVM executes itself again",
            "execve of /proc/self/exe",
            scene ->
                scene.steps(
                    Steps.CAT, Steps.load(scene.library("again").toString()), Steps.CAT, "/none")),
        Fault.of(
            "the command is open for writing",
            "a descriptor",
            scene -> {
              scene.file("busy", "#!/bin/sh\n");
              scene.steps("hold busy", "./busy", Steps.CAT, "./busy", "release", "./busy");
            }));
  }
}
