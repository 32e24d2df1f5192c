package ai.openclaw.oom.hold;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.Ended;
import ai.openclaw.oom.linux.FakeLinux;
import ai.openclaw.oom.linux.ProcessEntry;
import ai.openclaw.oom.linux.Scores.Raise;
import ai.openclaw.oom.log.Log;
import ai.openclaw.oom.report.Tally;
import ai.openclaw.oom.spawn.OptOut;
import ai.openclaw.oom.spawn.Outcome;
import ai.openclaw.oom.spawn.Policy;
import ai.openclaw.oom.watch.Child;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Children that came past the gate, and what the job makes of those that did not. */
class StraysTest {
  private static final long OWN = Machine.OWN;
  private static final String JVM = "/jdk/bin/java";

  private final Machine machine = new Machine();
  private final FakeLinux linux = new FakeLinux();
  private final Tally tally = new Tally();
  private final Members members = new Members(10);
  private Policy policy = new Policy(1000, true, "", "");

  @BeforeEach
  void layOut() {
    Log.setLevel("off");
    machine.executables.put(OWN, JVM);
    machine.commandLines.put(OWN, "java\0-jar\0x.jar\0");
  }

  @AfterEach
  void restore() {
    Log.setLevel("warn");
  }

  private Strays strays(boolean leavesFirst) {
    return new Strays(machine, machine, linux, policy, leavesFirst, tally);
  }

  private ProcessEntry child(long pid, int score) {
    machine.start(pid, OWN);
    machine.scores.put(pid, score);
    machine.executables.put(pid, "/bin/x");
    return machine.processes.get(pid);
  }

  private void see(Strays strays, ProcessEntry... children) {
    for (ProcessEntry child : children) {
      strays.see(child);
    }
    strays.advance();
  }

  @Test
  void isRaisedWithTheSecondLook() {
    Strays strays = strays(false);
    ProcessEntry child = child(100, 0);
    strays.see(child);
    assertThat(strays.raise(members)).as("at the first sight").isEmpty();
    strays.advance();
    assertThat(strays.raise(members)).containsExactly(child);
    assertThat(machine.scores).containsEntry(100L, 1000);
    assertThat(strays.raise(members)).as("once").isEmpty();
    strays.advance();
    assertThat(strays.raise(members)).isEmpty();
    assertThat(machine.raised).containsExactly(100L);
    assertThat(tally.strays()).containsEntry("DONE", 1L);
  }

  @Test
  void whoWasThereAtFirstIsLeftIfSoWished() {
    Strays strays = strays(true);
    see(strays, child(100, 0));
    see(strays, machine.processes.get(100L), child(101, 0));
    assertThat(strays.raise(members)).extracting(child -> child.pid).containsExactly(101L);
    assertThat(machine.scores).containsEntry(100L, 0);
  }

  @Test
  void whomTheGateLeftIsLeft() {
    Strays strays = strays(false);
    ProcessEntry child = child(100, 0);
    strays.leave(100);
    strays.leave(555);
    see(strays, child);
    assertThat(strays.raise(members)).isEmpty();
    // Another one that has got its pid is a stray.
    ProcessEntry other = child(100, 0);
    see(strays, other);
    assertThat(strays.raise(members)).containsExactly(other);
  }

  @Test
  void membersAndWhoHasEndedAreNone() {
    Strays strays = strays(false);
    see(strays, child(100, 0), child(101, 0), child(102, 0));
    members.add(100, machine.processes.get(100L).startTime);
    machine.processes.remove(101L);
    machine.start(102, OWN);
    assertThat(strays.raise(members)).isEmpty();
    assertThat(machine.raised).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/jdk/lib/jspawnhelper", "/opt/oom-shim-x86_64", "/opt/oom-guard-x86_64", JVM})
  void whoIsOnTheWayIsWaitedFor(String executable) {
    Strays strays = strays(false);
    ProcessEntry child = child(100, 0);
    machine.executables.put(100L, executable);
    machine.commandLines.put(100L, machine.commandLines.get(OWN));
    see(strays, child);
    assertThat(strays.raise(members)).isEmpty();
    machine.executables.put(100L, "/bin/x");
    assertThat(strays.raise(members)).containsExactly(child);
  }

  /** A JVM of its own, with arguments of its own, has arrived. */
  @Test
  void anotherJvmIsAStray() {
    Strays strays = strays(false);
    machine.executables.put(child(100, 0).pid, JVM);
    machine.commandLines.put(100L, "java\0-jar\0y.jar\0");
    machine.executables.put(child(101, 0).pid, JVM);
    see(strays, machine.processes.get(100L), machine.processes.get(101L));
    assertThat(strays.raise(members)).extracting(c -> c.pid).containsExactly(100L, 101L);
  }

  @ParameterizedTest
  @CsvSource({
    "off, ,    false",
    ",    off, false",
    "1,   off, true",
    ",    ,    true",
  })
  void whoIsOptedOutIsLeft(String ofChild, String ofJvm, boolean raised) {
    Strays strays = strays(false);
    ProcessEntry child = child(100, 0);
    machine.optOuts.put(100L, ofChild);
    linux.variables.put(OptOut.VARIABLE, ofJvm);
    see(strays, child);
    assertThat(!strays.raise(members).isEmpty()).isEqualTo(raised);
    assertThat(strays.raise(members)).isEmpty();
  }

  @Test
  void patternsCountWhereTheProgramIsTold() {
    policy = new Policy(1000, true, "", "x");
    Strays strays = strays(false);
    see(strays, child(100, 0), child(101, 0), child(102, 0));
    machine.executables.put(101L, "/bin/y");
    machine.executables.remove(102L);
    assertThat(strays.raise(members)).extracting(c -> c.pid).containsExactly(101L, 102L);
  }

  @Test
  void whoIsHighEnoughIsNotRaisedButTaken() {
    policy = new Policy(600, true, "", "");
    Strays strays = strays(false);
    see(strays, child(100, 600), child(101, 700), child(102, 599));
    assertThat(strays.raise(members)).hasSize(3);
    assertThat(machine.raised).containsExactly(102L);
    see(strays, child(103, 0));
    machine.scores.remove(103L);
    assertThat(strays.raise(members)).isEmpty();
    assertThat(machine.raised).containsExactly(102L);
  }

  @Test
  void whoCannotBeRaisedIsCountedAndNotTaken() {
    machine.answer = Raise.REFUSED;
    Strays strays = strays(false);
    see(strays, child(100, 0));
    assertThat(strays.raise(members)).isEmpty();
    assertThat(tally.strays()).containsEntry("REFUSED", 1L);
  }

  @Test
  void noMoreAreKnownThanThereIsRoomFor() {
    Strays strays = strays(false);
    for (int i = 0; i < 1030; i++) {
      strays.see(child(1000 + i, 0));
    }
    strays.advance();
    assertThat(strays.raise(members)).hasSize(1024);
  }

  /** From time to time those that have ended are cleared away. */
  @Test
  void thoseLeftByTheGateStayLeftHoweverManyThereAre() {
    Strays strays = strays(false);
    for (int i = 0; i < 3000; i++) {
      child(1000 + i, 0);
      strays.leave(1000 + i);
      if (i % 2 == 0) {
        machine.processes.remove(1000L + i);
      }
    }
    see(strays, machine.processes.get(1001L), machine.processes.get(3999L));
    assertThat(strays.raise(members)).isEmpty();
  }

  private HoldJob job(boolean raisesStrays, boolean raisesExisting) {
    return new HoldJob(
        machine, machine, linux, policy, true, raisesStrays, raisesExisting, null, tally);
  }

  private Child started(long pid, Outcome outcome, boolean alive) {
    Process process =
        new Ended(pid) {
          @Override
          public boolean isAlive() {
            return alive;
          }
        };
    return new Child(process, "x", null, pid, outcome, null);
  }

  private void look(HoldJob job, Child... started) {
    job.look(List.of(started), List.of());
  }

  @Test
  void theJobHoldsRaisedChildren() {
    HoldJob job = job(false, false);
    assertThat(job.isIdle()).isTrue();
    look(job);
    child(100, 0);
    child(101, 0);
    look(job, started(100, Outcome.WRAPPED_NATIVE, true), started(101, Outcome.OPTED_OUT, true));
    assertThat(job.isIdle()).isFalse();
    look(job);
    assertThat(machine.scores).containsEntry(100L, 910).containsEntry(101L, 0);
    Child ended = started(100, Outcome.WRAPPED_NATIVE, false);
    job.look(List.of(), List.of(ended));
    assertThat(ended.score()).isEqualTo(910);
    machine.scores.remove(100L);
    look(job);
    assertThat(job.isIdle()).isTrue();
    assertThat(job).hasToString("holding trees");
  }

  @ParameterizedTest
  @CsvSource({"true, true", "true, false"})
  void theJobRaisesStraysAndPerhapsWhoWasThere(boolean strays, boolean existing) {
    child(100, 0);
    HoldJob job = job(strays, existing);
    assertThat(job.isIdle()).isFalse();
    look(job);
    look(job);
    assertThat(machine.scores).containsEntry(100L, existing ? 1000 : 0);
    child(101, 0);
    child(102, 0);
    machine.start(103, 1);
    machine.scores.put(103L, 0);
    look(job, started(102, Outcome.OPTED_OUT, true));
    look(job);
    assertThat(machine.scores).containsEntry(101L, 1000).containsEntry(102L, 0);
    assertThat(machine.scores).as("nobody's of ours").containsEntry(103L, 0);
    // It is a member now, and held.
    machine.scores.put(101L, 0);
    look(job);
    assertThat(machine.scores).containsEntry(101L, 910);
  }

  /** Nobody saw it; what it has started has its session. */
  @Test
  void aChildThatEndedUnseenStillHasDescendants() {
    HoldJob job = job(false, false);
    child(100, 0);
    look(job, started(100, Outcome.WRAPPED_NATIVE, true));
    machine.last = 101;
    look(job, started(101, Outcome.WRAPPED_NATIVE, false));
    machine.start(102, 1, 102, 101);
    machine.scores.put(102L, 0);
    machine.start(103, 1, 103, 103);
    machine.scores.put(103L, 0);
    look(job);
    look(job);
    assertThat(machine.scores).containsEntry(102L, 910).containsEntry(103L, 0);
  }

  /** A JVM that has its own place, half-way, stays there, and so does what it starts. */
  @Test
  void aJvmInItsPlaceLooksAfterItsOwn() {
    HoldJob job = job(false, false);
    machine.processes.put(OWN, machine.own());
    machine.scores.put(OWN, 0);
    child(100, 500);
    machine.jvmsWithAgent.add(100L);
    child(101, 500);
    child(102, 400);
    machine.jvmsWithAgent.add(102L);
    List<Child> all = new ArrayList<>();
    for (long pid : new long[] {100, 101, 102}) {
      all.add(started(pid, Outcome.WRAPPED_NATIVE, true));
    }
    job.look(all, List.of());
    look(job);
    assertThat(machine.scores)
        .containsEntry(100L, 500)
        .containsEntry(101L, 955)
        .containsEntry(102L, 946);
    machine.start(103, 100);
    machine.scores.put(103L, 300);
    machine.start(104, 101);
    machine.scores.put(104L, 300);
    look(job);
    look(job);
    assertThat(machine.scores).containsEntry(103L, 300).containsEntry(104L, 937);
  }
}
