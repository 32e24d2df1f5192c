package ai.openclaw.oom.hold;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.report.Tally;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Who is in a session whose leader was a child of ours and has ended: ours, until the leader's pid
 * may have been given out again.
 */
class PassedPidsTest {
  private static final long SECOND = 1_000_000 * Machine.MICRO;
  private static final long ROOT = Machine.ROOT;
  private static final long LEADER = ROOT + 1;

  private final Machine machine = new Machine();
  private Trees trees;
  private long lastLook;

  /** One child that stays, and one that leads and ends. */
  private void begin() {
    trees = new Trees(machine, machine, 1000, new Tally(), () -> machine.now, Members.MOST);
    machine.start(ROOT, Machine.OWN);
    trees.add(machine.processes.get(ROOT));
    machine.last = LEADER;
    trees.addEnded(LEADER);
    look(SECOND);
  }

  private void look(long nanosAfterTheLast) {
    lastLook += nanosAfterTheLast;
    machine.now = lastLook;
    trees.look();
  }

  private void startLed(long pid) {
    machine.start(pid, 1, pid, LEADER);
    machine.scores.put(pid, 0);
  }

  private void looksAtALedOne(long nanosAfterTheLast, int expected) {
    startLed(103);
    look(nanosAfterTheLast);
    assertThat(machine.scores).containsEntry(103L, expected);
  }

  @ParameterizedTest
  @CsvSource({"true, 910", "false, 0"})
  void withoutALastPidAnyMayHaveBeen(boolean lastPidTells, int expected) {
    machine.lastPidOurs = lastPidTells;
    begin();
    looksAtALedOne(SECOND, expected);
  }

  @ParameterizedTest
  @CsvSource({"5000000000, 910", "5000000001, 0"})
  void afterALongPauseAnyMayHaveBeen(long nanos, int expected) {
    begin();
    looksAtALedOne(nanos, expected);
  }

  /** The kernel's pids begin anew, and come to the one just before the leader's, or to that one. */
  @ParameterizedTest
  @CsvSource({"100, 910", "101, 0"})
  void aPidIsPassedWhenTheLastOneIsNotBelowIt(long last, int expected) {
    begin();
    machine.last = machine.limit - 10;
    look(SECOND);
    startLed(90);
    machine.last = last;
    look(SECOND);
    assertThat(machine.scores).containsEntry(90L, expected);
    // Passed as well, but taken all the time.
    machine.scores.put(ROOT, 0);
    look(SECOND);
    assertThat(machine.scores).containsEntry(ROOT, 910);
  }
}
