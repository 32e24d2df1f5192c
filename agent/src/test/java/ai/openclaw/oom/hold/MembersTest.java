package ai.openclaw.oom.hold;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MembersTest {
  /** Beside a map that does the same, by as many random steps as make it grow and shrink. */
  @Test
  void isAMapOfPids() {
    Members members = new Members(500);
    Map<Long, Long> startTimes = new HashMap<>();
    Random random = new Random(1);
    for (int i = 0; i < 100_000; i++) {
      long pid = 1 + random.nextInt(1000);
      if (random.nextInt(5) < 3) {
        boolean room = startTimes.size() < 500 || startTimes.containsKey(pid);
        assertThat(members.add(pid, i)).isEqualTo(room);
        if (room) {
          startTimes.put(pid, (long) i);
        }
      } else if (startTimes.remove(pid) != null) {
        members.remove(members.find(pid));
      }
      int slot = members.find(pid);
      assertThat(slot < 0 ? null : members.startTime(slot)).isEqualTo(startTimes.get(pid));
    }
    for (long pid = 1; pid <= 1000; pid++) {
      assertThat(members.hasLive(pid)).isEqualTo(startTimes.containsKey(pid));
    }
    assertThat(startTimes).hasSizeGreaterThan(100);
  }

  /** Processes from outside of a pid namespace have group and session 0. */
  @Test
  void nobodyHasThePidZero() {
    Members members = new Members(10);
    assertThat(members.find(0)).isNegative();
    members.add(1, 1);
    assertThat(members.find(0)).isNegative();
    assertThat(members.find(-1)).isNegative();
  }

  @Test
  void whoHasEndedMakesRoom() {
    Members members = new Members(2);
    members.addGone(1);
    members.addGone(2);
    assertThat(members.isEmpty()).isTrue();
    assertThat(members.add(3, 1)).isTrue();
    assertThat(members.find(1)).isNegative();
    assertThat(members.add(4, 1)).isTrue();
    assertThat(members.add(5, 1)).isFalse();
    assertThat(members.hasLive(3)).isTrue();
  }

  @Test
  void whoHasEndedIsCountedUntilItIsRemoved() {
    Members members = new Members(10);
    members.add(1, 1);
    members.addGone(2);
    members.addGone(3);
    assertThat(members.count()).isOne();
    members.remove(members.find(2));
    assertThat(members.hasGone()).as("one of two is left").isTrue();
    members.remove(members.find(1));
    assertThat(members.hasGone()).as("the removed one was none").isTrue();
    assertThat(members.isEmpty()).isTrue();
    assertThat(members.count()).isZero();
    members.remove(members.find(3));
    assertThat(members.hasGone()).isFalse();
  }

  /** Whatever its slot. */
  @Test
  void whoHasAPidNowIsNotDisplacedByOneThatHasEnded() {
    for (long pid = 1; pid <= 100; pid++) {
      Members members = new Members(10);
      members.add(pid, 1);
      members.addGone(pid);
      assertThat(members.hasLive(pid)).isTrue();
    }
  }
}
