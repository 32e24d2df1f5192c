package ai.openclaw.oom.guard;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.group.MadeUpTree;
import ai.openclaw.oom.linux.FakeLinux;
import ai.openclaw.oom.linux.ProcProcesses;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a guard is wanted, where it cannot be, and what its program is told. */
class FootingTest {
  private static final String GROUP = "sys/fs/cgroup/a";
  private static final String LIMIT = "268435456";
  private static final long RESIDENT = 100 << 20;

  @TempDir private Path root;
  private MadeUpTree tree;
  private final FakeLinux linux = new FakeLinux();
  private long swap;

  @BeforeEach
  void makeUp() throws IOException {
    tree = new MadeUpTree(root).process("0::/a\n", MadeUpTree.V2).v2Group(GROUP, LIMIT, 1 << 20);
  }

  private Footing look(String mode) {
    Footing footing = new Footing(mode, 1000, linux, new ProcProcesses());
    footing.look(tree.read(), RESIDENT, swap);
    return footing;
  }

  private void assertStands(Footing footing) {
    String folder = root.resolve(GROUP).toString();
    assertThat(footing.refusal()).isNull();
    assertThat(footing.arguments())
        .containsExactly("" + ProcessHandle.current().pid(), "2", "1000", folder, folder);
    assertThat(footing.limited(0)).hasToString(folder);
  }

  private static void assertRefuses(Footing footing, String why) {
    assertThat(footing.refusal()).contains(why);
    assertThat(footing.arguments()).isNull();
  }

  private static void assertIsNotWanted(Footing footing) {
    assertThat(footing.refusal()).isNull();
    assertThat(footing.arguments()).isNull();
  }

  @Test
  void isWantedByItselfOnlyWhereTheKernelsChoiceCannotSpareTheJvm() throws IOException {
    assertIsNotWanted(look("auto"));
    // A margin of 50 MiB.
    linux.ownScore = 800;
    assertStands(look("auto"));
    linux.ownScore = 0;
    tree.file(GROUP + "/memory.oom.group", "1\n");
    assertStands(look("auto"));
  }

  @Test
  void isAlwaysWantedWhereTheOperatorSaysSo() {
    assertStands(look("on"));
  }

  @Test
  void needsALimit() throws IOException {
    tree.v2Group(GROUP, "max", 1 << 20);
    assertRefuses(look("on"), "no memory limit that can be read");
    assertIsNotWanted(look("auto"));
  }

  @Test
  void needsAnEndOfTheSwapIfThereIsAny() throws IOException {
    swap = 1 << 30;
    assertRefuses(look("on"), "may use all of the machine's swap");
    tree.file(GROUP + "/memory.swap.max", "0\n");
    assertStands(look("on"));
  }

  @Test
  void aJvmAtTheTargetCanOnlyBeHelpedAgainstItsGroup() throws IOException {
    linux.ownScore = 1000;
    assertRefuses(look("on"), "own oom_score_adj is 1000");
    tree.file(GROUP + "/memory.oom.group", "1\n");
    assertStands(look("on"));
  }
}
