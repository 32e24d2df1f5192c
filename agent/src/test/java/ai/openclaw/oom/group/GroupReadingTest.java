package ai.openclaw.oom.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openclaw.oom.group.GroupValue.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GroupReadingTest {
  private static final String V1 = "sys/fs/cgroup/memory";
  private static final String V2 = "sys/fs/cgroup";
  private static final String V1_UNLIMITED = "9223372036854771712";

  @TempDir Path root;
  private MadeUpTree tree;

  @BeforeEach
  void plant() {
    tree = new MadeUpTree(root);
  }

  private void plantV1() throws IOException {
    tree.process("4:memory:/a/b\n", MadeUpTree.V1_MEMORY)
        .v1Group(V1, V1_UNLIMITED, 9000)
        .v1Group(V1 + "/a", "2000", 1800)
        .v1Group(V1 + "/a/b", "5000", 1000);
  }

  private void plantV2() throws IOException {
    tree.process("0::/a/b\n", MadeUpTree.V2)
        .file(V2 + "/memory.stat", "active_file 1\ninactive_file 1\nslab_reclaimable 1\n")
        .v2Group(V2 + "/a", "2000", 1800)
        .v2Group(V2 + "/a/b", "max", 1000);
  }

  @Test
  void readsEveryLevelOfV1() throws IOException {
    plantV1();
    tree.file(V1 + "/a/b/memory.memsw.limit_in_bytes", "5700\n")
        .file(V1 + "/a/b/memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 4\n");
    GroupReading reading = tree.read();
    assertThat(reading.levels())
        .extracting(GroupLevel::folder)
        .containsExactly(tree.at(V1 + "/a/b"), tree.at(V1 + "/a"), tree.at(V1));
    GroupLevel own = reading.own();
    assertThat(own).isSameAs(reading.levels().get(0));
    assertNumber(own, Quantity.LIMIT, 5000, "memory.limit_in_bytes");
    assertNumber(own, Quantity.USE, 1000, "memory.usage_in_bytes");
    assertNumber(own, Quantity.RECLAIMABLE, 370, "memory.stat");
    assertNumber(own, Quantity.KERNEL, 40, "memory.kmem.usage_in_bytes");
    assertNumber(own, Quantity.SWAP_LIMIT, 700, "memory.memsw.limit_in_bytes");
    assertNumber(own, Quantity.SWAP_USE, 0, "memory.stat");
    assertNumber(own, Quantity.OOM_KILLS, 4, "memory.oom_control");
    assertNumber(own, Quantity.OOM_KILLS_LOCAL, 4, "memory.oom_control");
    assertThat(own.held().number()).isEqualTo(630);
    assertThat(own.get(Quantity.HIGH).state()).isEqualTo(State.ABSENT);
    assertThat(own.get(Quantity.OOM_GROUP).why()).contains("cgroup v2");
    assertThat(reading.tightest().folder()).isEqualTo(tree.at(V1 + "/a"));
    assertThat(reading.tightestLimit().number()).isEqualTo(2000);
    assertThat(reading.oomGroup().state()).isEqualTo(State.ABSENT);
    GroupLevel top = reading.levels().get(2);
    assertThat(top.get(Quantity.LIMIT).state()).isEqualTo(State.NO_LIMIT);
    assertThat(top.get(Quantity.SWAP_LIMIT).state()).isEqualTo(State.NO_LIMIT);
  }

  @Test
  void readsEveryLevelOfV2() throws IOException {
    plantV2();
    tree.file(V2 + "/a/b/memory.high", "900\n")
        .file(V2 + "/a/b/memory.swap.max", "100\n")
        .file(V2 + "/a/b/memory.swap.current", "20\n")
        .file(V2 + "/a/b/memory.events", "oom 9\noom_kill 4\n")
        .file(V2 + "/a/b/memory.events.local", "oom 9\noom_kill 1\n");
    GroupReading reading = tree.read();
    GroupLevel own = reading.own();
    assertThat(own.folder()).isEqualTo(tree.at(V2 + "/a/b"));
    assertThat(own.get(Quantity.LIMIT).state()).isEqualTo(State.NO_LIMIT);
    assertThat(own.get(Quantity.LIMIT).file()).isEqualTo(tree.at(V2 + "/a/b/memory.max"));
    assertNumber(own, Quantity.USE, 1000, "memory.current");
    assertNumber(own, Quantity.RECLAIMABLE, 400, "memory.stat");
    assertNumber(own, Quantity.HIGH, 900, "memory.high");
    assertNumber(own, Quantity.SWAP_LIMIT, 100, "memory.swap.max");
    assertNumber(own, Quantity.SWAP_USE, 20, "memory.swap.current");
    assertNumber(own, Quantity.OOM_KILLS, 4, "memory.events");
    assertNumber(own, Quantity.OOM_KILLS_LOCAL, 1, "memory.events.local");
    assertNumber(own, Quantity.OOM_GROUP, 0, "memory.oom.group");
    assertThat(own.held().number()).isEqualTo(600);
    assertThat(own.get(Quantity.HIERARCHICAL_LIMIT).state()).isEqualTo(State.ABSENT);
    assertThat(reading.tightest()).isSameAs(reading.levels().get(1));
    assertThat(reading.tightestLimit().number()).isEqualTo(2000);
    assertThat(reading.levels().get(2).get(Quantity.LIMIT).why()).isEqualTo("no such file");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {V1_UNLIMITED, "9223372036854775807", "9223372036854710272", "9223372036854759424"})
  void knowsNoLimitOfV1OnEveryPageSize(String unlimited) throws IOException {
    tree.process("4:memory:/\n", MadeUpTree.V1_MEMORY).v1Group(V1, unlimited, 10);
    GroupReading reading = tree.read();
    assertThat(reading.own().get(Quantity.LIMIT).state()).isEqualTo(State.NO_LIMIT);
    assertThat(reading.own().get(Quantity.LIMIT).isKnown()).isTrue();
    assertThat(reading.tightestLimit().state()).isEqualTo(State.NO_LIMIT);
    assertThat(reading.tightest()).isNull();
    assertThatThrownBy(() -> reading.tightestLimit().number())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no limit");
  }

  @Test
  void seesALimitOutOfSightOnV1() throws IOException {
    tree.process("4:memory:/\n", MadeUpTree.V1_MEMORY)
        .v1Group(V1, V1_UNLIMITED, 10)
        .file(V1 + "/memory.stat", "hierarchical_memory_limit 4096\n");
    assertThat(tree.read().tightestLimit().number()).isEqualTo(4096);
    assertThat(tree.read().tightestLimit().file()).isEqualTo(tree.at(V1 + "/memory.stat"));
    assertThat(tree.read().tightest()).isNull();
  }

  @Test
  void isNotBoundByAGroupThatDoesNotCountIt() throws IOException {
    plantV1();
    tree.file(V1 + "/a/memory.use_hierarchy", "0\n").file(V1 + "/memory.limit_in_bytes", "10\n");
    GroupReading reading = tree.read();
    assertThat(reading.levels()).extracting(GroupLevel::binds).containsExactly(true, false, false);
    assertThat(reading.tightest()).isSameAs(reading.own());
    assertThat(reading.tightestLimit().number()).isEqualTo(5000);
  }

  @Test
  void isBoundByItsOwnLimitWhateverItCountsBelow() throws IOException {
    plantV1();
    tree.file(V1 + "/a/b/memory.use_hierarchy", "0\n");
    assertThat(tree.read().levels()).extracting(GroupLevel::binds).containsOnly(true);
  }

  @Test
  void saysWhereNoMemoryControllerIs() throws IOException {
    tree.process("0::/a/b\n", MadeUpTree.V2).folder(V2 + "/a/b");
    GroupReading reading = tree.read();
    assertThat(reading.levels()).hasSize(3);
    for (Quantity quantity : Quantity.values()) {
      assertThat(reading.own().get(quantity).state()).as("%s", quantity).isEqualTo(State.ABSENT);
    }
    assertThat(reading.own().held().state()).isEqualTo(State.ABSENT);
    assertThat(reading.tightestLimit().state()).isEqualTo(State.ABSENT);
    assertThat(reading.oomGroup().state()).isEqualTo(State.ABSENT);
    assertThat(tree.place().killCount().state()).isEqualTo(State.ABSENT);
    assertThat(tree.place().oomKills()).isEqualTo(GroupPlace.UNKNOWN);
  }

  @Test
  void countsTheKillsWhereTheMemoryIsCharged() throws IOException {
    tree.process("0::/a/b\n", MadeUpTree.V2)
        .folder(V2 + "/a/b")
        .file(V2 + "/a/memory.events", "oom_kill 6\n")
        .file(V2 + "/memory.events", "oom_kill 99\n");
    assertThat(tree.place().oomKills()).isEqualTo(6);
    tree.file(V2 + "/a/b/memory.events", "oom_kill 0\n");
    assertThat(tree.place().oomKills()).isZero();
    tree.file(V2 + "/a/b/memory.events", "oom 1\n");
    assertThat(tree.place().oomKills()).as("a kernel that does not tell").isEqualTo(-1);
    tree.unreadable(V2 + "/a/b/memory.events");
    assertThat(tree.place().oomKills()).as("not the count of others").isEqualTo(-1);
  }

  @Test
  void countsNothingOfOthersOnceTheGroupIsGone() throws IOException {
    tree.process("0::/a/b\n", MadeUpTree.V2)
        .folder(V2 + "/a/b")
        .file(V2 + "/a/memory.events", "oom_kill 6\n");
    GroupPlace place = tree.place();
    Files.delete(root.resolve(V2 + "/a/b"));
    assertThat(place.oomKills()).isEqualTo(GroupPlace.UNKNOWN);
  }

  @Test
  void climbsNotOnV1WhereEveryGroupCountsItsOwn() throws IOException {
    plantV1();
    Files.delete(root.resolve(V1 + "/a/b/memory.oom_control"));
    assertThat(tree.place().oomKills()).isEqualTo(GroupPlace.UNKNOWN);
  }

  @Test
  void tellsOldKernelsSilenceFromZero() throws IOException {
    plantV1();
    tree.file(V1 + "/a/b/memory.oom_control", "oom_kill_disable 0\nunder_oom 0\n");
    assertThat(tree.place().oomKills()).isEqualTo(GroupPlace.UNKNOWN);
    assertThat(tree.place().killCount().why()).contains("oom_kill");
    assertThat(tree.read().own().get(Quantity.OOM_KILLS).state()).isEqualTo(State.ABSENT);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, ",
    "0, 1, 1, sys/fs/cgroup/a",
    "1, 0, 1, sys/fs/cgroup/a/b",
    "1, 1, 1, sys/fs/cgroup/a",
  })
  void findsWhereAllDieTogether(int own, int above, int any, String folder) throws IOException {
    plantV2();
    tree.file(V2 + "/a/b/memory.oom.group", own + "\n")
        .file(V2 + "/a/memory.oom.group", above + "\n");
    GroupValue oomGroup = tree.read().oomGroup();
    assertThat(oomGroup.number()).isEqualTo(any);
    if (folder != null) {
      assertThat(oomGroup.file()).isEqualTo(tree.at(folder + "/memory.oom.group"));
    }
  }

  @Test
  void doesNotDenyWhatItCannotRead() throws IOException {
    plantV2();
    tree.unreadable(V2 + "/a/memory.oom.group").unreadable(V2 + "/a/memory.max");
    assertThat(tree.read().oomGroup().state()).isEqualTo(State.UNREADABLE);
    assertThat(tree.read().tightestLimit().state()).isEqualTo(State.UNREADABLE);
    assertThat(tree.read().tightestLimit().file()).isEqualTo(tree.at(V2 + "/a/memory.max"));
    tree.file(V2 + "/a/b/memory.oom.group", "1\n").file(V2 + "/a/b/memory.max", "3000\n");
    assertThat(tree.read().oomGroup().number()).isEqualTo(1);
    assertThat(tree.read().tightestLimit().number()).isEqualTo(3000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "-1\n", "many\n", "12 34\n", "99999999999999999999\n"})
  void callsMalformedFilesUnreadable(String text) throws IOException {
    plantV2();
    for (String file : Arrays.asList("max", "current", "high", "swap.max", "swap.current")) {
      tree.file(V2 + "/a/b/memory." + file, text);
    }
    tree.file(V2 + "/a/b/memory.oom.group", text)
        .file(V2 + "/a/b/memory.stat", "active_file " + text + "inactive_file 1\n")
        .file(V2 + "/a/b/memory.events", "oom_kill " + text)
        .file(V2 + "/a/b/memory.events.local", "oom_kill " + text);
    GroupLevel own = tree.read().own();
    assertThat(Quantity.values())
        .filteredOn(
            quantity -> quantity != Quantity.HIERARCHICAL_LIMIT && quantity != Quantity.KERNEL)
        .extracting(quantity -> own.get(quantity).state())
        .containsOnly(State.UNREADABLE);
    assertThat(tree.place().oomKills()).isEqualTo(GroupPlace.UNKNOWN);
  }

  @Test
  void readsNoFileWithoutEnd() throws IOException {
    plantV2();
    tree.file(V2 + "/a/b/memory.events", "oom_kill 1\n" + "x 1\n".repeat(KernelFile.LARGEST / 4))
        .file(V2 + "/a/b/memory.current", "1".repeat(1 << 20));
    GroupLevel own = tree.read().own();
    assertThat(own.get(Quantity.OOM_KILLS).why()).isEqualTo("longer than 65536 bytes");
    assertThat(own.get(Quantity.USE).why()).isEqualTo("longer than 65536 bytes");
    assertThat(own.get(Quantity.USE).numberOr(-7)).isEqualTo(-7);
  }

  @Test
  void takesSlabThatIsNotToldForUsed() throws IOException {
    plantV2();
    tree.file(V2 + "/a/b/memory.stat", "active_file 70\ninactive_file 300\n");
    assertThat(tree.read().own().held().number()).isEqualTo(630);
    tree.file(V2 + "/a/b/memory.stat", "active_file 70\ninactive_file 930\n");
    assertThat(tree.read().own().held().number()).as("sums of different moments").isZero();
    tree.file(V2 + "/a/b/memory.stat", "active_file 70\n");
    assertThat(tree.read().own().held().why()).isEqualTo("no line inactive_file");
  }

  @Test
  void tellsSwapOfV1OnlyWhereItIsCounted() throws IOException {
    plantV1();
    Files.delete(root.resolve(V1 + "/a/b/memory.memsw.limit_in_bytes"));
    assertThat(tree.read().own().get(Quantity.SWAP_LIMIT).state()).isEqualTo(State.ABSENT);
    tree.file(V1 + "/a/b/memory.memsw.limit_in_bytes", V1_UNLIMITED);
    assertThat(tree.read().own().get(Quantity.SWAP_LIMIT).state()).isEqualTo(State.NO_LIMIT);
    tree.file(V1 + "/a/b/memory.memsw.limit_in_bytes", "6000")
        .file(V1 + "/a/b/memory.limit_in_bytes", "?");
    assertThat(tree.read().own().get(Quantity.SWAP_LIMIT).file())
        .isEqualTo(tree.at(V1 + "/a/b/memory.limit_in_bytes"));
  }

  @Test
  void readsAGroupWhoseFolderIsKnown() throws IOException {
    tree.v2Group("made", "100", 7);
    GroupReading reading = GroupPlace.at(2, tree.at("made")).read();
    assertThat(reading.own().get(Quantity.USE).number()).isEqualTo(7);
    assertThat(reading.place().oomKills()).isZero();
  }

  private void assertNumber(GroupLevel level, Quantity quantity, long number, String file) {
    assertThat(level.get(quantity).number()).as("%s", quantity).isEqualTo(number);
    assertThat(level.get(quantity).file())
        .isEqualTo(level.folder().toPath().resolve(file).toFile());
    assertThat(level.get(quantity).why()).isNull();
  }
}
