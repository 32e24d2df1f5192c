package ai.openclaw.oom.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillCounterTest {
  private static final String EVENTS = "sys/fs/cgroup/a/memory.events";

  @TempDir Path root;
  private MadeUpTree tree;

  @BeforeEach
  void plant() throws IOException {
    tree = new MadeUpTree(root);
    tree.process("0::/a\n", MadeUpTree.V2).file(EVENTS, "oom_kill 3\n");
  }

  private KillCounter counter() {
    return new KillCounter(root.toFile(), "self");
  }

  @Test
  void countsFromItsStart() throws IOException {
    KillCounter counter = counter();
    assertThat(counter.rise()).isZero();
    tree.file(EVENTS, "oom_kill 5\n");
    assertThat(counter.oomKills()).isEqualTo(5);
    assertThat(counter.rise()).isEqualTo(2);
    assertThat(counter.rise()).isZero();
  }

  @Test
  void doesNotKnowWhatItCouldNotRead() throws IOException {
    KillCounter counter = counter();
    tree.unreadable(EVENTS);
    assertThat(counter.rise()).isEqualTo(KillCounter.UNKNOWN);
    assertThat(counter.oomKills()).isEqualTo(KillCounter.UNKNOWN);
    Files.delete(root.resolve(EVENTS));
    tree.file(EVENTS, "oom_kill 4\n");
    assertThat(counter.rise()).as("since a count that is not known").isEqualTo(-1);
    tree.file(EVENTS, "oom_kill 5\n");
    assertThat(counter.rise()).isEqualTo(1);
  }

  @Test
  void followsTheProcessAndComparesNoCountsOfTwoGroups() throws IOException {
    KillCounter counter = counter();
    tree.file("sys/fs/cgroup/b/memory.events", "oom_kill 7\n").process("0::/b\n", MadeUpTree.V2);
    assertThat(counter.oomKills()).isEqualTo(7);
    assertThat(counter.rise()).isEqualTo(KillCounter.UNKNOWN);
    tree.file("sys/fs/cgroup/b/memory.events", "oom_kill 8\n");
    assertThat(counter.rise()).isEqualTo(1);
  }

  @Test
  void doesNotTakeAFallForNothing() throws IOException {
    KillCounter counter = counter();
    tree.file(EVENTS, "oom_kill 1\n");
    assertThat(counter.rise()).isEqualTo(KillCounter.UNKNOWN);
  }

  @Test
  void findsTheProcessOnceItCanBeRead() throws IOException {
    tree.unreadable("proc/self/cgroup");
    KillCounter counter = counter();
    assertThat(counter.rise()).isEqualTo(KillCounter.UNKNOWN);
    Files.delete(root.resolve("proc/self/cgroup"));
    tree.process("0::/a\n", MadeUpTree.V2);
    assertThat(counter.oomKills()).isEqualTo(3);
  }
}
