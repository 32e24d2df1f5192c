package ai.openclaw.oom.it.machine;

import static ai.openclaw.oom.it.machine.Machine.AGENT;
import static ai.openclaw.oom.it.machine.Machine.JAVA;
import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.it.Outcome;
import ai.openclaw.oom.probe.Reported;
import ai.openclaw.oom.probe.Successors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the agent says of places that only a kernel with cgroup v2 and all capabilities has. */
class OutlookIT {
  /** A container as Kubernetes makes it since 1.28, and a JVM that init's kind raised for good. */
  private static final String SCRIPT =
      """
      group=/sys/fs/cgroup/container
      echo +memory > /sys/fs/cgroup/cgroup.subtree_control
      mkdir $group
      echo 268435456 > $group/memory.max
      echo 1 > $group/memory.oom.group
      cd /tmp
      sh -c 'echo $$ > '$group'/cgroup.procs; exec "$@"' sh \
          %1$s -javaagent:%2$s=log=info %3$s '%4$s' 2>stderr
      cat stderr
      echo 1000 > /proc/self/oom_score_adj
      su -s /bin/sh nobody -c '%1$s -javaagent:%2$s=log=info -Dsuccessors=0 %5$s'
      """;

  private static String said;

  @BeforeAll
  static void boot() throws Exception {
    Outcome outcome =
        new Machine("outlook")
            .boot(
                SCRIPT.formatted(
                    JAVA,
                    AGENT,
                    Reported.class.getName(),
                    Reported.WAITS_FOR + "memory.oom.group is 1",
                    Successors.class.getName()));
    assertThat(outcome).succeeded();
    said = outcome.out();
  }

  @Test
  void whereTheFirstVictimTakesAllNoScoreHelps() {
    assertThat(said)
        .contains(
            "margin 256 MiB of 256 (/sys/fs/cgroup/container/memory.max)",
            "[openclaw-oom] no score can help where memory.oom.group is 1: the kernel takes all of"
                + " the group with its first victim (/sys/fs/cgroup/container/memory.oom.group)");
  }

  /** Root with CAP_SYS_RESOURCE has raised it, and its floor with it. */
  @Test
  void aRaisedJvmThatMayNotGoBackStaysAndSaysSo() {
    assertThat(said)
        .contains(
            "[openclaw-oom] this JVM was raised to 1000, and the kernel lets it go no lower",
            "own 1000");
  }
}
