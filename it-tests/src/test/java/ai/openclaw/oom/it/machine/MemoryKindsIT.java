package ai.openclaw.oom.it.machine;

import static ai.openclaw.oom.it.machine.Machine.AGENT;
import static ai.openclaw.oom.it.machine.Machine.DISK;
import static ai.openclaw.oom.it.machine.Machine.JAVA;
import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.it.NativeProgram;
import ai.openclaw.oom.probe.Growing;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What counts in groups of version 2 besides a child that grows: for what can be taken back nobody
 * is killed; what cannot is reckoned with. Each group kills all that is in it with the first victim
 * of the kernel's.
 */
class MemoryKindsIT {
  private static final int TMPFS_MIB = 40;

  /** Of a machine with pages of 4 KiB. */
  private static final int PAGES_OF_A_MIB = 256;

  private static final int SWAP_MIB = 40;

  /**
   * Groups have 128 MiB at most, of which a JVM takes some 20, and no swap. Who takes nothing by
   * growing gets less room, which is filled sooner: each name takes 0.7 KB of the kernel's memory.
   */
  private static final String SCRIPT =
      """
      groups=/sys/fs/cgroup
      until test -b %1$s; do :; done
      mke2fs %1$s >/tmp/disk
      mkdir /disk
      mount -t ext2 %1$s /disk
      echo madvise >/sys/kernel/mm/transparent_hugepage/enabled

      fill() {
        dd if=/dev/zero of=$1 bs=1M count=$2 2>/dev/null
      }

      group() {
        echo +memory >$(dirname $groups/$1)/cgroup.subtree_control
        mkdir $groups/$1
        echo $((${2:-128} << 20)) >$groups/$1/memory.max
        echo 0 >$groups/$1/memory.swap.max
        echo 1 >$groups/$1/memory.oom.group
      }

      run() {
        cd /tmp/$name
        exec >stdout 2>stderr
        echo 0 >$groups/$own/cgroup.procs
        $first
        exec %2$s -Xmx32m -javaagent:%3$s=guard=on %5$s "$@"
      }

      see() {
        name=$1 own=$2
        shift 2
        mkdir /tmp/$name
        (run "$@")
        echo ">>> $name"
        cat /tmp/$name/stdout /tmp/$name/stderr $groups/$name/memory.events
        grep thp_fault_alloc $groups/$name/memory.stat
        grep pswpout /proc/vmstat
      }

      holds() {
        name=$1
        shift
        see $name $name holds /opt/grow 0 40 "$@"
      }

      grows() {
        see $1 $2 grows /opt/grow $3 1000 1 ${4:-idle}
      }

      group cache 80
      holds cache dd if=/dev/zero of=/disk/file bs=1M count=60

      group slab 80
      holds slab /opt/names /disk 70000

      group huge
      grows huge huge 100 huge

      group high
      echo $((114 << 20)) >$groups/high/memory.high
      grows high high 100

      group slowed
      echo $((54 << 20)) >$groups/slowed/memory.high
      holds slowed true

      group nested 512
      group nested/middle
      group nested/middle/own 256
      first='fill filled %4$d'
      grows nested nested/middle/own 100
      first=

      fill /disk/swap %6$d
      mkswap /disk/swap >/tmp/disk
      swapon /disk/swap
      group swap
      echo $((%6$d << 20)) >$groups/swap/memory.swap.max
      grows swap swap 100
      """;

  private static final Pattern KILL =
      Pattern.compile(
          "the guard has killed child \\d+ \\(grow, oom_score_adj 1000\\), which held (\\d+) MiB:"
              + " the memory group had \\d+ MiB left of 128 MiB \\(/sys/fs/cgroup/(.+)\\), and");

  private static final Pattern COUNT = Pattern.compile("(?m)^(\\w+) (\\d+)$");

  /** What was seen, by the name of the run. */
  private static Map<String, String> seen;

  @BeforeAll
  static void boot() throws Exception {
    Machine machine = new Machine("memory-kinds").disk(512);
    machine.add(NativeProgram.build("grow", "guard"), "/opt/grow");
    machine.add(NativeProgram.build("names", "guard"), "/opt/names");
    String main = Growing.class.getName();
    seen = machine.see(SCRIPT.formatted(DISK, JAVA, AGENT, TMPFS_MIB, main, SWAP_MIB));
  }

  /** Each has filled its group on the way: with pages of a file, and with names of no file. */
  @ParameterizedTest
  @ValueSource(strings = {"cache", "slab"})
  void killsNobodyForWhatCanBeTakenBack(String name) {
    assertNobodyKilled(name);
    assertThat(count(name, "max")).as(seen.get(name)).isPositive();
  }

  /** Above {@code memory.high}, and far below {@code memory.max}. */
  @Test
  void killsNobodyWhoIsOnlySlowedDown() {
    assertNobodyKilled("slowed");
    assertThat(seen.get("slowed")).contains("\nmax 0\n");
    assertThat(count("slowed", "high")).as(seen.get("slowed")).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"huge", "high", "swap"})
  void comesBeforeTheKernel(String name) {
    assertThat(killed(name).group(2)).isEqualTo(name);
  }

  @Test
  void someOfThatWereHugePages() {
    assertThat(count("huge", "thp_fault_alloc")).isGreaterThan(20);
  }

  @Test
  void someOfThatWasSlowedDownByTheKernel() {
    assertThat(count("high", "high")).isPositive();
  }

  /** What it may still swap out is room. */
  @Test
  void someOfThatHadUsedUpItsSwap() {
    assertThat(count("swap", "pswpout")).isGreaterThan(SWAP_MIB / 2 * PAGES_OF_A_MIB);
  }

  /** A child that has nothing beside it but its JVM grows so much larger. */
  @Test
  void reckonsWithWhatLiesInTmpfs() {
    assertThat(held("nested")).isLessThan(held("high") - TMPFS_MIB / 2);
  }

  /** The tightest is neither the JVM's own nor the topmost. */
  @Test
  void looksAtTheGroupsAbove() {
    assertThat(killed("nested").group(2)).isEqualTo("nested/middle");
  }

  private static void assertNobodyKilled(String name) {
    assertThat(seen.get(name))
        .startsWith("beside 0\nchild 0\nfirst 0\n")
        .doesNotContain("openclaw")
        .contains("\noom_kill 0\n");
  }

  private static int held(String name) {
    return Integer.parseInt(killed(name).group(1));
  }

  private static MatchResult killed(String name) {
    String said = seen.get(name);
    assertThat(said).startsWith("child 137\n").contains("\nfirst 0\n", "\noom_kill 0\n");
    List<MatchResult> kills = KILL.matcher(said).results().toList();
    assertThat(kills).as(said).hasSize(1);
    return kills.get(0);
  }

  private static long count(String name, String what) {
    return COUNT
        .matcher(seen.get(name))
        .results()
        .filter(line -> line.group(1).equals(what))
        .mapToLong(line -> Long.parseLong(line.group(2)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + what + " in " + seen.get(name)));
  }
}
