package ai.openclaw.oom.it.machine;

import static ai.openclaw.oom.it.machine.Machine.AGENT;
import static ai.openclaw.oom.it.machine.Machine.JAVA;
import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.it.NativeProgram;
import ai.openclaw.oom.it.Places;
import ai.openclaw.oom.probe.Growing;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A container as Kubernetes makes it: a group of version 2 with 256 MiB, and {@code
 * memory.oom.group} at 1. There the JVM dies with its child, unless there is a guard.
 */
class GuardedGroupIT {
  private static final int ROUNDS = Integer.getInteger("guard.rounds", 3);

  private static final String CHILD = "/opt/grow";
  private static final String DEMO = "/opt/openclaw-oom-demo.jar";

  /**
   * Each run in a group and a folder of its own. Children grow at a rate: where a busy machine
   * keeps the emulator waiting, its clock goes on, and whatever is as fast as it can jumps. As a
   * plain user, nobody may write to groups: from then on nobody else may either.
   */
  private static final String SCRIPT =
      """
      groups=/sys/fs/cgroup
      echo +memory >$groups/cgroup.subtree_control

      as_root() {
        exec "$@"
      }

      as_user() {
        exec unshare -m sh -c 'mount -o remount,ro /sys/fs/cgroup
          grep cgroup2 /proc/mounts
          exec su -s /bin/sh nobody -c "id -u; exec $*"' sh "$@"
      }

      see() {
        name=$1 who=$2 agent=$3
        shift 3
        mkdir $groups/$name /tmp/$name
        chmod 777 /tmp/$name
        echo $((256 << 20)) >$groups/$name/memory.max
        test ! -e $groups/$name/memory.swap.max || echo 0 >$groups/$name/memory.swap.max
        echo 1 >$groups/$name/memory.oom.group
        (
          cd /tmp/$name
          exec >stdout 2>stderr
          echo 0 >$groups/$name/cgroup.procs
          $who %s -Xmx80m -javaagent:%s=$agent %s grows %s 100 1000 "$@"
        )
        echo ">>> $name"
        cat /tmp/$name/stdout /tmp/$name/stderr
        grep oom_ $groups/$name/memory.events
      }

      see without as_root log=error 1 unguarded
      see guarded as_root guard=auto,log=info %d idle
      see busy as_root guard=auto %d busy
      echo ">>> demo"
      %s -jar %s --agent %s --oom-group --guard
      echo "exit $?"
      see user as_user guard=auto %d idle
      """;

  /** What was seen, by the name of the run. */
  private static Map<String, String> seen;

  @BeforeAll
  static void boot() throws Exception {
    Machine machine = new Machine("guarded-group");
    machine.add(NativeProgram.build("grow", "guard"), CHILD).add(Places.demo(), DEMO);
    String main = Growing.class.getName();
    seen =
        machine.see(
            SCRIPT.formatted(JAVA, AGENT, main, CHILD, ROUNDS, ROUNDS, JAVA, DEMO, AGENT, ROUNDS));
  }

  /** Who is helped is not told that nothing helps. */
  @Test
  void saysThatThereIsAGuard() {
    assertThat(seen.get("guarded"))
        .contains("memory.oom.group is 1, where no score can help: a guard is kept, which kills")
        .doesNotContain("the kernel takes all");
    assertThat(seen.get("user")).doesNotContain("no score can help");
  }

  /** The kernel says itself that it took all. */
  @Test
  void withoutAGuardTheJvmDiesWithItsChild() {
    assertThat(seen.get("without"))
        .doesNotContain("child", "first")
        .containsPattern("oom_kill [1-9]")
        .contains("oom_group_kill 1");
  }

  @Test
  void withItTheJvmLives() {
    assertLives("guarded");
  }

  @Test
  void alsoBesideItsCollector() {
    assertLives("busy");
  }

  @Test
  void alsoAsAPlainUserWhoCanWriteToNoGroup() {
    assertThat(seen.get("user")).contains("/sys/fs/cgroup cgroup2 ro,", "\n65534\n");
    assertLives("user");
  }

  @Test
  void theDemoShowsThatAllGoTogetherAndThatTheGuardIsFirst() {
    assertThat(seen.get("demo"))
        .contains("memory.oom.group=1", "As promised: ", "with it the guard killed", "exit 0\n")
        .containsPattern("(?m)^kills, by the group's counter +[1-9] +0$")
        .containsPattern("(?m)^killed by the kernel +both, exit code 137 +nobody$")
        .containsPattern("(?m)^killed by the guard +nobody +the child, exit code 137$");
  }

  private static void assertLives(String name) {
    assertThat(seen.get(name))
        .contains("child 137\n".repeat(ROUNDS), "zombies 0\nfirst 0\n", "oom_kill 0")
        .contains("oom_group_kill 0");
    assertThat(seen.get(name).lines().filter(line -> line.contains("the guard has killed child")))
        .hasSize(ROUNDS);
  }
}
