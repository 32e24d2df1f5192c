package ai.openclaw.oom.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import ai.openclaw.oom.group.GroupValue.State;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupPlaceTest {
  private static final String HYBRID_OWN = "4:memory:/jobs/7\n3:cpuset:/\n0::/user.slice\n";

  @TempDir Path root;
  private MadeUpTree tree;

  @BeforeEach
  void plant() {
    tree = new MadeUpTree(root);
  }

  @Test
  void findsTheMemoryHierarchyAmongOthers() throws IOException {
    tree.process(HYBRID_OWN, MadeUpTree.HYBRID).folder("sys/fs/cgroup/memory/jobs/7");
    assertSees(
        tree.place(),
        1,
        "sys/fs/cgroup/memory/jobs/7",
        "sys/fs/cgroup/memory/jobs",
        "sys/fs/cgroup/memory");
    assertThat(tree.place().path()).isEqualTo("/jobs/7");
    assertThat(tree.place().mountPoint()).isEqualTo(tree.at("sys/fs/cgroup/memory"));
  }

  @Test
  void tellsWhenTheProcessIsInAnotherGroup() throws IOException {
    tree.process(HYBRID_OWN, MadeUpTree.HYBRID).folder("sys/fs/cgroup/memory/jobs/7");
    GroupPlace place = tree.place();
    assertThat(place.isStillThatOf(root.toFile(), "self")).isTrue();
    tree.process(HYBRID_OWN.replace("cpuset:/", "cpuset:/b"), MadeUpTree.HYBRID);
    assertThat(place.isStillThatOf(root.toFile(), "self")).as("for its memory").isTrue();
    tree.process(HYBRID_OWN.replace("/jobs/7", "/jobs/8"), MadeUpTree.HYBRID);
    assertThat(place.isStillThatOf(root.toFile(), "self")).isFalse();
    Files.delete(root.resolve("proc/self/cgroup"));
    assertThat(place.isStillThatOf(root.toFile(), "self")).as("not known").isTrue();
  }

  @Test
  void findsTheUnifiedHierarchyBesideItWhenAsked() throws IOException {
    tree.process(HYBRID_OWN, MadeUpTree.HYBRID).folder("sys/fs/cgroup/unified/user.slice");
    assertSees(tree.place(2), 2, "sys/fs/cgroup/unified/user.slice", "sys/fs/cgroup/unified");
  }

  @Test
  void findsTheUnifiedHierarchyAlone() throws IOException {
    tree.process("0::/a.slice/b.service\n", MadeUpTree.V2)
        .folder("sys/fs/cgroup/a.slice/b.service");
    assertSees(
        tree.place(),
        2,
        "sys/fs/cgroup/a.slice/b.service",
        "sys/fs/cgroup/a.slice",
        "sys/fs/cgroup");
  }

  @Test
  void isTheMountPointInANamespaceOfItsOwn() throws IOException {
    tree.process("0::/\n", MadeUpTree.V2).folder("sys/fs/cgroup");
    assertSees(tree.place(), 2, "sys/fs/cgroup");
  }

  @Test
  void readsControllersThatShareAHierarchy() throws IOException {
    tree.process("4:cpu,memory:/\n", "35 31 0:32 / /cg/both rw - cgroup cgroup rw,cpu,memory\n")
        .folder("cg/both");
    assertSees(tree.place(), 1, "cg/both");
  }

  @Test
  void takesAContainersRootOffItsPath() throws IOException {
    tree.process(
            "4:memory:/docker/abc/sub",
            "35 31 0:32 /docker/abc /sys/fs/cgroup/memory ro - cgroup cgroup ro,memory")
        .folder("sys/fs/cgroup/memory/sub");
    assertSees(tree.place(), 1, "sys/fs/cgroup/memory/sub", "sys/fs/cgroup/memory");
  }

  @Test
  void readsEscapesAndColons() throws IOException {
    tree.process(
            "0::/x:y\\x2d\n",
            "29 23 0:25 /a\\134b /mnt/c\\040group\\011 rw - cgroup2 none rw\n"
                + MadeUpTree.V2.replace("/sys/fs/cgroup", "/mnt/c\\040group"))
        .folder("mnt/c group/x:y\\x2d");
    assertSees(tree.place(), 2, "mnt/c group/x:y\\x2d", "mnt/c group");
  }

  @Test
  void prefersTheMountThatShowsMost() throws IOException {
    String own = MadeUpTree.V2.replace(" / /sys/fs/cgroup", " /a/b /own");
    String lower = MadeUpTree.V2.replace(" / /sys/fs/cgroup", " /a /lower");
    String other = MadeUpTree.V2.replace(" / /sys/fs/cgroup", " /other /other");
    tree.process("0::/a/b\n", own + other + MadeUpTree.V2 + lower)
        .folder("own")
        .folder("other")
        .folder("lower/b")
        .folder("sys/fs/cgroup/a/b");
    assertSees(tree.place(), 2, "sys/fs/cgroup/a/b", "sys/fs/cgroup/a", "sys/fs/cgroup");
  }

  @Test
  void seesThroughNoMountOverAnother() throws IOException {
    String over = MadeUpTree.V2.replace(" / /sys/fs/cgroup", " /a /sys/fs/cgroup");
    // The lower mount would make of it /sys/fs/cgroup/a/b, which is some other group here.
    tree.process("0::/a/b\n", MadeUpTree.V2 + over)
        .folder("sys/fs/cgroup/a/b")
        .folder("sys/fs/cgroup/b");
    assertSees(tree.place(), 2, "sys/fs/cgroup/b", "sys/fs/cgroup");
  }

  @Test
  void knowsThatItIsMountedWhereTheNamesDoNotLeadThere() throws IOException {
    tree.process("0::/host/pod/abc\n", MadeUpTree.V2)
        .file("sys/fs/cgroup/cgroup.procs", "1\n4711\n4712\n");
    assertSees(tree.place(), 2, "sys/fs/cgroup");
  }

  @Test
  void takesNoStrangersGroupForItsOwn() throws IOException {
    tree.process("0::/../../system.slice\n", MadeUpTree.V2)
        .v2Group("sys/fs/cgroup", "1000", 10)
        .file("sys/fs/cgroup/cgroup.procs", "47110\n14711\n");
    GroupPlace place = tree.place();
    assertThat(place.ownInSight()).isFalse();
    assertThat(place.folders()).isEmpty();
    assertThat(place.oomKills()).isEqualTo(GroupPlace.UNKNOWN);
    assertThat(place.mountPoint()).isEqualTo(tree.at("sys/fs/cgroup"));
    GroupReading reading = place.read();
    assertThat(reading.own()).isNull();
    assertThat(reading.tightest()).isNull();
    assertThat(reading.tightestLimit().toString())
        .contains("/proc/self/cgroup", "/../../system.slice", "/sys/fs/cgroup");
    assertThat(reading.oomGroup().isKnown()).isFalse();
  }

  @Test
  void keepsWhatIsAboveByAnUnknownWay() throws IOException {
    tree.process("0::/\n", MadeUpTree.V2.replace(" / /sys", " /.. /sys"))
        .v2Group("sys/fs/cgroup", "1000", 10)
        .file("sys/fs/cgroup/memory.events", "oom_kill 3\n");
    GroupPlace place = tree.place();
    assertThat(place.ownInSight()).isFalse();
    assertThat(place.folders()).containsExactly(tree.at("sys/fs/cgroup"));
    assertThat(place.oomKills()).as("a neighbour's may be among them").isEqualTo(-1);
    assertThat(place.read().own()).isNull();
    assertThat(place.read().tightestLimit().number()).isEqualTo(1000);
  }

  @Test
  void readsAnotherProcess() throws IOException {
    tree.process("0::/mine\n", MadeUpTree.V2)
        .file("proc/815/cgroup", "0::/its\n")
        .folder("sys/fs/cgroup/its");
    assertSees(GroupPlace.find(root.toFile(), "815"), 2, "sys/fs/cgroup/its", "sys/fs/cgroup");
  }

  @Test
  void saysWhereNothingIsMounted() throws IOException {
    tree.process("4:memory:/\n", MadeUpTree.V2);
    assertNowhere(tree.place(), "proc/self/mountinfo", State.ABSENT, "cgroup v1");
  }

  @Test
  void saysWhereThereIsNoMemoryController() throws IOException {
    tree.process("3:cpuset:/\n2:name=memory:/\n", MadeUpTree.HYBRID);
    assertNowhere(tree.place(), "proc/self/cgroup", State.ABSENT, "memory");
  }

  @Test
  void saysWhatOfProcItCannotRead() throws IOException {
    assertNowhere(tree.place(), "proc/self/cgroup", State.ABSENT, "no such file");
    tree.process("0::/\n", "").unreadable("proc/self/mountinfo");
    assertNowhere(tree.place(), "proc/self/mountinfo", State.UNREADABLE, "");
    tree.unreadable("proc/self/cgroup");
    assertNowhere(tree.place(), "proc/self/cgroup", State.UNREADABLE, "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "29 23 0:25 / /x rw - cgroup2",
        "29 23 0:25 / /x rw - cgroup2 ",
        " - cgroup2 cgroup2 rw",
        " - cgroup",
        "29 23 0:25 / /x rw shared:1 cgroup2 cgroup2 rw - cgroup",
        "29 23 0:25 / /x rw - cgroup2fs cgroup2 rw",
        "29 23 0:25 / /\\0 rw - cgroup3 cgroup2 rw",
      })
  void passesOverMalformedMounts(String line) throws IOException {
    tree.process("0::/a\n", line + "\n" + MadeUpTree.V2 + line).folder("sys/fs/cgroup/a");
    assertSees(tree.place(), 2, "sys/fs/cgroup/a", "sys/fs/cgroup");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":", "::", "0:", "0::", "0::a", "x:memory", "4:memory:", "\n\n::/\n"})
  void passesOverMalformedMemberships(String line) throws IOException {
    tree.process(line + "\n0::/a\n" + line, MadeUpTree.V2).folder("sys/fs/cgroup/a");
    assertSees(tree.place(), 2, "sys/fs/cgroup/a", "sys/fs/cgroup");
    tree.file("proc/self/cgroup", line);
    assertThat(tree.place().ownInSight()).isFalse();
  }

  @Test
  void readsALongTableOfMountsButNotWithoutEnd() throws IOException {
    String overlay = "77 31 0:50 / /run/a rw - overlay overlay rw,lowerdir=" + "x".repeat(900);
    String hundreds = (overlay + "\n").repeat(900);
    String tooLong = overlay + "y".repeat(KernelFile.LARGEST) + MadeUpTree.V2;
    tree.process("0::/a\n", hundreds + tooLong + MadeUpTree.V2).folder("sys/fs/cgroup/a");
    assertThat(tree.place().ownInSight()).isTrue();
    tree.file("proc/self/mountinfo", hundreds + tooLong.repeat(2) + MadeUpTree.V2);
    assertThat(tree.place().ownInSight()).as("within the first MiB").isTrue();
    tree.file("proc/self/mountinfo", hundreds + hundreds + MadeUpTree.V2);
    assertNowhere(tree.place(), "proc/self/mountinfo", State.ABSENT, "cgroup v2");
  }

  @Test
  void readsNoMembershipWithoutEnd() throws IOException {
    tree.process("0::/" + "a".repeat(1 << 20) + "\n", MadeUpTree.V2);
    assertNowhere(tree.place(), "proc/self/cgroup", State.UNREADABLE, "longer than 65536");
  }

  /** What a kernel of tomorrow writes, or a file system that only looks like one. */
  @Test
  void throwsOnNothing() throws IOException {
    Random random = new Random(10);
    String alphabet = "/.: -\n,\\0142cgroupmemory\0\u00e4";
    for (int i = 0; i < 200; i++) {
      String own = noise(random, alphabet);
      String mounts = "29 23 0:25 " + noise(random, alphabet) + " - cgroup2 cgroup2 rw\n";
      tree.process("0::/" + own, mounts + noise(random, alphabet));
      assertThatCode(() -> tree.place().read()).as(own + "|" + mounts).doesNotThrowAnyException();
      assertThat(tree.place().oomKills()).as(own + "|" + mounts).isEqualTo(-1);
    }
  }

  private static String noise(Random random, String alphabet) {
    StringBuilder text = new StringBuilder();
    for (int left = random.nextInt(40); left > 0; left--) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  @Test
  void findsNamesBeyondAscii() throws IOException {
    tree.process("", MadeUpTree.V2).folder("sys/fs/cgroup/\u00fcbung");
    Files.write(
        root.resolve("proc/self/cgroup"), "0::/\u00fcbung\n".getBytes(StandardCharsets.UTF_8));
    assertSees(tree.place(), 2, "sys/fs/cgroup/\u00fcbung", "sys/fs/cgroup");
  }

  private void assertSees(GroupPlace place, int version, String... folders) {
    assertThat(place.problem()).isNull();
    assertThat(place.version()).isEqualTo(version);
    assertThat(place.folders())
        .extracting(f -> root.relativize(f.toPath()).toString())
        .containsExactly(folders);
  }

  private void assertNowhere(GroupPlace place, String file, State state, String why) {
    assertThat(place.ownInSight()).isFalse();
    assertThat(place.problem().file()).isEqualTo(tree.at(file));
    assertThat(place.problem().state()).isEqualTo(state);
    assertThat(place.problem().why()).contains(why);
    assertThat(place.folders()).isEmpty();
    assertThat(place.oomKills()).isEqualTo(GroupPlace.UNKNOWN);
    assertThat(place.read().levels()).isEmpty();
    assertThat(place.read().tightestLimit()).isSameAs(place.problem());
  }
}
