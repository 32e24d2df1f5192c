package ai.openclaw.oom.it.machine;

import static ai.openclaw.oom.it.machine.Machine.AGENT;
import static ai.openclaw.oom.it.machine.Machine.JAVA;
import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.it.NativeProgram;
import ai.openclaw.oom.it.Tool;
import ai.openclaw.oom.probe.Growing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What {@code doctor} says of a JVM in groups of version 2, held against a real kill right after.
 */
class DoctorIT {
  private static final String CHILD = "/opt/grow";

  /** A child that grows once it may. */
  private static final String WAITING =
      """
      #!/bin/sh
      echo >ready
      until test -e go; do sleep 0.1; done
      exec /opt/grow "$@"
      """;

  private static final String SCRIPT =
      """
      export NO_COLOR=1
      groups=/sys/fs/cgroup
      echo +memory >$groups/cgroup.subtree_control
      see() {
        name=$1 together=$2 score=$3
        shift 3
        mkdir $groups/$name /tmp/$name
        echo $((256 << 20)) >$groups/$name/memory.max
        echo $together >$groups/$name/memory.oom.group
        (
          cd /tmp/$name
          exec >stdout 2>stderr
          echo 0 >$groups/$name/cgroup.procs
          echo $score >/proc/self/oom_score_adj
          exec %s "$@" -javaagent:%s=nested=raised %s grows /opt/waiting 0 1000 1 unguarded
        ) &
        jvm=$!
        until test -e /tmp/$name/ready; do sleep 0.2; done
        echo ">>> $name"
        %s -jar %s doctor $jvm
        echo "doctor $?"
        touch /tmp/$name/go
        wait $jvm
        echo "jvm $?"
        cat /tmp/$name/stdout
      }
      see plain 0 0 -Xmx64m
      see together 1 0 -Xmx64m
      see near 0 950 -Xms140m -Xmx140m -XX:+AlwaysPreTouch
      """;

  /** What was seen, by the name of the group. */
  private static Map<String, String> seen;

  @BeforeAll
  static void boot() throws Exception {
    Machine machine = new Machine("doctor");
    Path child = NativeProgram.build("grow", "doctor");
    Path waiting = Files.writeString(child.resolveSibling("waiting"), WAITING);
    Tool.run("chmod", "755", waiting.toString());
    machine.add(child, CHILD).add(waiting, "/opt/waiting");
    seen = machine.see(SCRIPT.formatted(JAVA, AGENT, Growing.class.getName(), JAVA, AGENT));
  }

  @Test
  void whoIsSaidToBeSparedIsSpared() {
    assertThat(seen.get("plain"))
        .containsPattern("(?m)^ok +limit +256 MiB \\(/sys/fs/cgroup/plain/memory.max\\)")
        .containsPattern("(?m)^ok +oom.group +0 on every level that has it")
        .contains("Will the JVM be spared? Yes, ", "doctor 0\njvm 0\nchild 137\n");
  }

  @Test
  void whereAllGoTogetherItSaysNo() {
    assertThat(seen.get("together"))
        .containsPattern("(?m)^bad +oom.group +1 \\(/sys/fs/cgroup/together/memory.oom.group\\)")
        .contains("Will the JVM be spared? No: memory.oom.group is 1", "doctor 3\n", "\njvm 137\n")
        .doesNotContain("child 137");
  }

  /** The JVM is the larger one: its child, at 1000, is left. */
  @Test
  void nearTheTargetItSeesThatTheJvmGoesFirst() {
    assertThat(seen.get("near"))
        .containsPattern(
            "(?m)^limited +margin +\\(1000 - 950\\) \\* 256 MiB / 1000 = 13 MiB; it holds")
        .containsPattern("(?m)^bad +next victim +pid \\d+ \\(java\\), the JVM itself")
        .contains("Will the JVM be spared? No: ", "doctor 3\n", "\njvm 137\n")
        .doesNotContain("child 137");
  }
}
