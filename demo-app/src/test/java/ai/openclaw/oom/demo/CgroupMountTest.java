package ai.openclaw.oom.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CgroupMountTest {
  private static final String HYBRID =
      """
      31 23 0:28 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs rw,mode=755
      34 31 0:31 / /sys/fs/cgroup/cpuset rw,relatime - cgroup cgroup rw,cpuset
      35 31 0:32 / /sys/fs/cgroup/memory rw,relatime shared:7 - cgroup cgroup rw,memory
      41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw
      """;
  private static final String HYBRID_OWN =
      """
      4:memory:/jobs/7
      3:cpuset:/
      0::/user.slice
      """;
  private static final String UNIFIED =
      "29 23 0:25 / /sys/fs/cgroup rw,nosuid shared:9 master:2 - cgroup2 cgroup2 rw,nsdelegate\n";

  @Test
  void findsTheMemoryHierarchyAmongOthers() {
    assertEquals(
        Optional.of(mount("/sys/fs/cgroup/memory", "/sys/fs/cgroup/memory/jobs/7")),
        CgroupMount.parse(1, HYBRID, HYBRID_OWN));
  }

  @Test
  void findsTheUnifiedHierarchy() {
    assertEquals(
        Optional.of(mount("/sys/fs/cgroup/unified", "/sys/fs/cgroup/unified/user.slice")),
        CgroupMount.parse(2, HYBRID, HYBRID_OWN));
  }

  @Test
  void readsControllersThatShareAHierarchy() {
    assertEquals(
        Optional.of(mount("/cg/both", "/cg/both")),
        CgroupMount.parse(
            1, "35 31 0:32 / /cg/both rw - cgroup cgroup rw,cpu,memory\n", "4:cpu,memory:/\n"));
  }

  @Test
  void takesAContainersRootOffItsPath() {
    String mountinfo = "35 31 0:32 /docker/abc /sys/fs/cgroup/memory ro - cgroup cgroup ro,memory";
    assertEquals(
        Optional.of(mount("/sys/fs/cgroup/memory", "/sys/fs/cgroup/memory/sub")),
        CgroupMount.parse(1, mountinfo, "4:memory:/docker/abc/sub"));
  }

  @Test
  void staysAtTheMountPointWhenTheOwnGroupIsOutOfSight() {
    assertEquals(
        Optional.of(mount("/sys/fs/cgroup", "/sys/fs/cgroup")),
        CgroupMount.parse(2, UNIFIED, "0::/../../system.slice\n"));
  }

  @Test
  void readsEscapedBlanks() {
    assertEquals(
        Optional.of(mount("/mnt/c group", "/mnt/c group/x")),
        CgroupMount.parse(2, UNIFIED.replace("/sys/fs/cgroup", "/mnt/c\\040group"), "0::/x\n"));
  }

  @Test
  void givesNothingWhereNothingIsMounted() {
    assertEquals(Optional.empty(), CgroupMount.parse(1, UNIFIED, "0::/\n"));
  }

  @Test
  void walksFromTheMountPointDown() {
    assertEquals(
        List.of(Path.of("/cg"), Path.of("/cg/a"), Path.of("/cg/a/b")),
        mount("/cg", "/cg/a/b").topDown());
    assertEquals(List.of(Path.of("/cg")), mount("/cg", "/cg").topDown());
  }

  private static CgroupMount mount(String mountPoint, String own) {
    return new CgroupMount(Path.of(mountPoint), Path.of(own));
  }
}
