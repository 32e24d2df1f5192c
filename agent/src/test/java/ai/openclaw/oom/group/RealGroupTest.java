package ai.openclaw.oom.group;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.Needs;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The kernel's own files, in two groups of v1 that this test makes, one in the other. */
class RealGroupTest {
  private static final long OUTER_LIMIT = 24 << 20;
  private static final long INNER_LIMIT = 64 << 20;
  private static final int KILLED = 128 + 9;

  private Path outer;
  private Path inner;

  @BeforeEach
  void make() throws IOException {
    Needs.root("to make memory groups");
    GroupPlace place = GroupPlace.find(new File("/"), "self", 1);
    Needs.that(place.ownInSight(), "a memory hierarchy of cgroup v1");
    Path parent = place.folders().get(0).toPath();
    Needs.that(Files.isWritable(parent), "a writable memory hierarchy of cgroup v1");
    outer = parent.resolve("openclaw-oom-group-test-" + ProcessHandle.current().pid());
    inner = Files.createDirectories(outer.resolve("in:ner"));
    limit(outer, OUTER_LIMIT);
    limit(inner, INNER_LIMIT);
  }

  private static void limit(Path group, long bytes) throws IOException {
    Files.writeString(group.resolve("memory.limit_in_bytes"), Long.toString(bytes));
    Path withSwap = group.resolve("memory.memsw.limit_in_bytes");
    if (Files.exists(withSwap)) {
      Files.writeString(withSwap, Long.toString(bytes));
    }
  }

  @AfterEach
  void remove() throws IOException, InterruptedException {
    if (inner != null) {
      removeOnceEmpty(inner);
      removeOnceEmpty(outer);
    }
  }

  /** The kernel lets go of a group a moment after its last process. */
  private static void removeOnceEmpty(Path group) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (true) {
      try {
        Files.deleteIfExists(group);
        return;
      } catch (IOException busy) {
        if (System.nanoTime() - end > 0) {
          throw busy;
        }
        Thread.sleep(5);
      }
    }
  }

  /** A process in the inner group, which has come there and waits, or runs a command after that. */
  private Process start(String then) throws IOException {
    String script = "echo $$ > \"$0\"/cgroup.procs && echo in && read line && " + then;
    Process process =
        new ProcessBuilder("/bin/sh", "-c", script, inner.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.inputReader().readLine()).isEqualTo("in");
    return process;
  }

  @Test
  void readsLimitsThatAreNested() throws IOException, InterruptedException {
    Process process = start("true");
    GroupReading reading = GroupPlace.find(new File("/"), Long.toString(process.pid())).read();
    process.outputWriter().close();
    process.waitFor();

    assertThat(reading.place().version()).isEqualTo(1);
    assertThat(reading.own().folder()).isEqualTo(inner.toFile());
    assertThat(reading.levels())
        .hasSizeGreaterThan(2)
        .allSatisfy(
            level -> {
              assertThat(level.binds()).isTrue();
              assertThat(level.get(Quantity.LIMIT).isKnown()).isTrue();
              assertThat(level.get(Quantity.USE).number()).isNotNegative();
              assertThat(level.held().isKnown()).isTrue();
              assertThat(level.get(Quantity.OOM_KILLS).number()).isNotNegative();
            });
    assertThat(reading.own().get(Quantity.LIMIT).number()).isEqualTo(INNER_LIMIT);
    assertThat(reading.own().get(Quantity.HIERARCHICAL_LIMIT).number()).isEqualTo(OUTER_LIMIT);
    assertThat(reading.own().get(Quantity.USE).number()).isBetween(1L, OUTER_LIMIT);
    assertThat(reading.own().get(Quantity.SWAP_LIMIT).numberOr(0)).isZero();
    assertThat(reading.tightest().folder()).isEqualTo(outer.toFile());
    assertThat(reading.tightestLimit().number()).isEqualTo(OUTER_LIMIT);
    assertThat(reading.place().folders()).endsWith(reading.place().mountPoint());
  }

  /** What the number means on v1: the victim's group counts, not the one that ran out. */
  @Test
  void countsAKillWhereTheVictimWas() throws IOException, InterruptedException {
    Process process = start("exec tail /dev/zero");
    GroupPlace place = GroupPlace.find(new File("/"), Long.toString(process.pid()));
    assertThat(place.folders().get(0)).isEqualTo(inner.toFile());
    assertThat(place.oomKills()).isZero();

    process.outputWriter().append('\n').close();

    assertThat(process.waitFor()).isEqualTo(KILLED);
    assertThat(place.oomKills()).isEqualTo(1);
    assertThat(GroupPlace.at(1, outer.toFile()).oomKills()).isZero();
  }

  @Test
  void findsThisVeryProcess() {
    GroupReading reading = GroupPlace.find().read();
    assertThat(reading.own().get(Quantity.USE).number()).isPositive();
    assertThat(new KillCounter().rise()).isNotEqualTo(KillCounter.UNKNOWN);
    // The hybrid machine's other hierarchy counts no memory.
    GroupPlace other = GroupPlace.find(new File("/"), "self", 2);
    assertThat(other.oomKills()).isEqualTo(GroupPlace.UNKNOWN);
  }
}
