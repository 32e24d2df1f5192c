package ai.openclaw.oom.hold;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.linux.ProcessEntry;
import ai.openclaw.oom.report.Tally;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How often who is looked at, on a machine where every look takes exactly as long as said here. */
class PacingTest {
  private static final long MICRO = Machine.MICRO;
  private static final long LOOK = 500_000 * MICRO;
  private static final long ROOT = Machine.ROOT;

  private final Machine machine = new Machine();
  private final Tally tally = new Tally();
  private Trees trees = new Trees(machine, machine, 1000, tally, () -> machine.now, Members.MOST);

  /** One child with so many descendants, all of them old. */
  private void oldTree(int descendants) {
    machine.start(ROOT, 1);
    trees.add(machine.process(ROOT));
    look();
    for (int i = 0; i < descendants; i++) {
      machine.start(ROOT + 1 + i, ROOT);
    }
    for (int i = 0; i < 100; i++) {
      look();
    }
  }

  /**
   * @return how long it took, in nanoseconds
   */
  private long look() {
    machine.now += LOOK;
    long start = machine.now;
    machine.reads.clear();
    machine.opened = 0;
    machine.listings = 0;
    trees.look();
    return machine.now - start;
  }

  @Test
  void aSmallTreeIsLookedAtAsAWholeEveryTime() {
    oldTree(60);
    machine.scoreNanos = 100 * MICRO;
    look();
    assertThat(machine.reads).hasSize(61);
  }

  @Test
  void aLargeTreeIsLookedAtInTurnsForOnePartOf300() {
    oldTree(20_000);
    Map<Long, Integer> seen = new HashMap<>();
    long cost = 0;
    int looks = 0;
    while (seen.size() < 20_001) {
      cost += look();
      looks++;
      machine.reads.forEach((pid, times) -> seen.merge(pid, times, Integer::sum));
      assertThat(looks).as("looks until all had their turn").isLessThan(90);
    }
    assertThat((double) cost / looks / LOOK).isBetween(0.003, 0.0036);
    assertThat(seen.values()).allMatch(times -> times <= 2);
  }

  @Test
  void nothingButTheScoresIsReadWhileNothingIsStarted() {
    oldTree(3000);
    int opened = 0;
    int listings = 0;
    for (int i = 0; i < 120; i++) {
      look();
      opened += machine.opened;
      listings += machine.listings;
    }
    assertThat(opened).as("of members, in a minute").isLessThan(5);
    assertThat(listings).as("as a net, in a minute").isLessThan(3);
  }

  @Test
  void whatIsNewInALargeTreeIsLookedAtAtOnceAndEveryTimeForAWhile() {
    oldTree(20_000);
    long fresh = machine.last + 1;
    machine.start(fresh, ROOT + 5000);
    machine.scores.put(fresh, 300);
    for (int i = 0; i < Members.YOUNG_LOOKS; i++) {
      look();
      assertThat(machine.reads).containsKey(fresh);
      assertThat(machine.scores).containsEntry(fresh, 937);
      machine.scores.put(fresh, 300);
    }
    assertThat(machine.opened).isLessThan(100);
    assertThat(machine.listings).isZero();
  }

  /** All are started at once: that takes long to see, but not for long. */
  @Test
  void aCrowdOfYoungOnesIsSoonOld() {
    machine.start(ROOT, 1);
    trees.add(machine.process(ROOT));
    look();
    for (int i = 1; i <= 20_000; i++) {
      machine.start(ROOT + i, ROOT);
    }
    long all = look();
    for (int i = 0; i < 10; i++) {
      long cost = look();
      assertThat(cost).isLessThan(25_000 * MICRO);
      all += cost;
    }
    assertThat(all).isLessThan(20_000 * 12 * MICRO);
    assertThat(look()).isLessThan(LOOK / 250);
  }

  /** Listed if many were given out, else asked for one by one. */
  @ParameterizedTest
  @ValueSource(longs = {301, 50})
  void pidsThatBeginAnewAreFollowed(long first) {
    machine.last = machine.limit - 10;
    long root = machine.limit - 5;
    machine.start(root, 1);
    trees = new Trees(machine, machine, 1000, tally, () -> machine.now, Members.MOST);
    trees.add(machine.process(root));
    look();
    machine.start(machine.limit - 1, root);
    machine.start(first, machine.limit - 1);
    machine.scores.put(first, 0);
    look();
    assertThat(machine.scores).containsEntry(first, 910);
  }

  @Test
  void afterAStormOfThreadsTheProcessesAreListed() {
    oldTree(10);
    machine.last += 5000;
    long fresh = machine.last + 1;
    machine.start(fresh, ROOT + 3);
    machine.scores.put(fresh, 0);
    look();
    assertThat(machine.listings).isOne();
    assertThat(machine.scores).containsEntry(fresh, 910);
  }

  /** As where a container shows its host's: our own child is not among what it tells. */
  @Test
  void aLastPidThatIsNotOursIsNotBelieved() {
    oldTree(10);
    machine.told = 3_000_000;
    long other = machine.last + 1;
    machine.start(other, 1);
    trees.add(machine.process(other));
    machine.start(other + 1, other);
    machine.scores.put(other + 1, 0);
    look();
    look();
    look();
    assertThat(machine.scores).containsEntry(other + 1, 910);
  }

  /** What came past the order of pids, as after a checkpoint, is found by and by. */
  @Test
  void whatHasChosenItsPidIsFoundByTheNet() {
    oldTree(10);
    machine.processes.put(30L, new ProcessEntry(30, ROOT, 1, 1, 99));
    machine.scores.put(30L, 0);
    for (int i = 0; i < 61; i++) {
      look();
    }
    assertThat(machine.scores).containsEntry(30L, 910);
  }

  @Test
  void noMoreAreHeldThanThereIsRoomFor() {
    trees = new Trees(machine, machine, 1000, tally, () -> machine.now, 20);
    oldTree(50);
    look();
    assertThat(machine.reads).hasSize(20);
  }

  /** Children that lower themselves and make their environments large do not eat up a look. */
  @Test
  void largeEnvironmentsAreReadByAndBy() {
    oldTree(50);
    machine.environLength = 6 << 20;
    machine.scores.replaceAll((pid, score) -> 0);
    int looks = 0;
    while (machine.scores.containsValue(0)) {
      long before = machine.environBytes;
      look();
      assertThat(machine.environBytes - before).isLessThanOrEqualTo(12 << 20);
      looks++;
      assertThat(looks).isLessThan(40);
    }
    assertThat(looks).isGreaterThanOrEqualTo(20);
  }

  /** On a busy machine most of the time between two steps is somebody else's. */
  @Test
  void whatIsSlowForOthersSakeIsStillLookedAt() {
    oldTree(50);
    machine.scoreNanos = 100_000 * MICRO;
    machine.scores.replaceAll((pid, score) -> 0);
    look();
    assertThat(machine.scores).doesNotContainValue(0);
  }
}
