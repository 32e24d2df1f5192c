package ai.openclaw.oom.hold;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.linux.ProcessEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is ours by parent, session, group or as an orphan, and who only looks like it. */
class LineageTest {
  private static final int TARGET = 637;
  private static final long LEADER = 100;

  /** The group and session of the machine's JVM. */
  private static final long OWN_GROUP = 7;

  private final Machine machine = new Machine();
  private final Members members = new Members(10);
  private final Lineage lineage = new Lineage(machine, machine, members, TARGET);

  private void lead() {
    machine.start(LEADER, Machine.OWN);
    members.add(LEADER, machine.processes.get(LEADER).startTime);
  }

  private boolean isOurs(ProcessEntry process) {
    lineage.renew();
    return lineage.isOurs(process);
  }

  @ParameterizedTest
  @CsvSource({"100, 5", "5, 100"})
  void whoIsInAMembersGroupOrSessionIsOurs(long group, long session) {
    assertThat(isOurs(machine.start(90, 1, group, session))).as("nobody's").isFalse();
    lead();
    ProcessEntry led = machine.start(101, 1, group, session);
    assertThat(isOurs(led)).as("of one that is there").isTrue();
    machine.processes.remove(LEADER);
    assertThat(isOurs(led)).as("of one that has just ended").isTrue();
    members.markGone(members.find(LEADER));
    assertThat(isOurs(led)).as("of one that is known to have ended").isTrue();
  }

  /** The member has ended since the last look, and its pid and that group's are somebody else's. */
  @ParameterizedTest
  @CsvSource({"100, 5", "5, 100"})
  void whoIsLedByAnotherOneWithAMembersPidIsNot(long group, long session) {
    lead();
    machine.start(LEADER, 1);
    assertThat(isOurs(machine.start(101, 1, group, session))).isFalse();
  }

  @Test
  void aMembersChildIsOurs() {
    lead();
    ProcessEntry child = machine.start(101, LEADER, 5, 5);
    assertThat(isOurs(child)).isTrue();
    assertThat(isOurs(new ProcessEntry(102, LEADER, 5, 5, 0))).as("older than it").isFalse();
    members.markGone(members.find(LEADER));
    assertThat(isOurs(child)).as("of a pid whose member has ended").isFalse();
  }

  @Test
  void theChildOfAnotherOneWithAMembersPidIsNot() {
    lead();
    machine.start(LEADER, 1);
    assertThat(isOurs(machine.start(101, LEADER, 5, 5))).isFalse();
  }

  private ProcessEntry orphan(long parent) {
    ProcessEntry orphan = machine.start(101, parent, OWN_GROUP, OWN_GROUP);
    machine.scores.put(orphan.pid, TARGET);
    return orphan;
  }

  /**
   * Init, this JVM, and two who may have taken it on themselves to reap, from which it descends.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, Machine.OWN, 50, 40})
  void anOrphanWithTheTargetInOurGroupIsOursByItsReaper(long reaper) {
    machine.start(40, 1);
    machine.start(50, 40);
    machine.own = new ProcessEntry(Machine.OWN, 50, OWN_GROUP, OWN_GROUP, machine.started);
    assertThat(isOurs(orphan(reaper))).isTrue();
  }

  /** Somebody's child in our group, as a pipeline is in its shell's. */
  @Test
  void whoHasAParentThatIsNoReaperIsNot() {
    machine.start(50, 1);
    machine.start(60, 50);
    machine.own = new ProcessEntry(Machine.OWN, 50, OWN_GROUP, OWN_GROUP, machine.started);
    assertThat(isOurs(orphan(60))).isFalse();
  }

  @Test
  void whoLacksAnyOfAnOrphansMarksIsNot() {
    ProcessEntry orphan = orphan(1);
    assertThat(isOurs(orphan)).isTrue();
    assertThat(isOurs(new ProcessEntry(101, 1, 6, OWN_GROUP, orphan.startTime))).isFalse();
    assertThat(isOurs(new ProcessEntry(101, 1, OWN_GROUP, 6, orphan.startTime))).isFalse();
    machine.scores.put(101L, TARGET + 1);
    assertThat(isOurs(orphan)).as("with another score").isFalse();
    machine.scores.put(101L, TARGET);
    machine.own = new ProcessEntry(Machine.OWN, 1, OWN_GROUP, OWN_GROUP, orphan.startTime);
    assertThat(isOurs(orphan)).as("as old as this JVM").isFalse();
  }

  /** The score that was read is another one's. */
  @Test
  void anOrphanThatEndsWhileItIsLookedAtIsNot() {
    ProcessEntry orphan = orphan(1);
    machine.start(orphan.pid, 1);
    machine.scores.put(orphan.pid, TARGET);
    assertThat(isOurs(orphan)).isFalse();
  }
}
