package ai.openclaw.oom.group;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.Mutations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Memory groups whose files are not as the kernel writes them. */
class GroupMutationTest {
  private static final int TIMES = 3000;

  @TempDir Path root;

  @Test
  void anOddFileIsReadAsWhatItIsOrNotAtAll() throws IOException {
    MadeUpTree tree = new MadeUpTree(root);
    tree.process("0::/pod/container\n", MadeUpTree.V2)
        .v2Group("sys/fs/cgroup/pod", "2000000", 1000)
        .v2Group("sys/fs/cgroup/pod/container", "1000000", 1000);
    List<Path> files;
    try (Stream<Path> all = Files.walk(root)) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    Mutations mutations = new Mutations(5);
    int known = 0;
    for (int i = 0; i < TIMES; i++) {
      Path file = files.get(mutations.below(files.size()));
      byte[] right = Files.readAllBytes(file);
      Files.write(file, mutations.of(right));
      GroupReading reading = GroupPlace.find(root.toFile(), "self").read();
      GroupValue limit = reading.tightestLimit();
      assertThat(limit).isNotNull();
      assertThat(reading.oomGroup()).isNotNull();
      assertThat(limit.numberOr(0)).as(reading.toString()).isNotNegative();
      assertThat(limit.isKnown() || limit.why() != null).as(reading.toString()).isTrue();
      known += limit.isNumber() ? 1 : 0;
      Files.write(file, right);
    }
    assertThat(known).as("mostly another file is the odd one").isGreaterThan(TIMES / 2);
  }
}
