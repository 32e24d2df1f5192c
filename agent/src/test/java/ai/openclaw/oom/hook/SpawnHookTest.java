package ai.openclaw.oom.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openclaw.oom.linux.Executables.Executable;
import ai.openclaw.oom.linux.FakeLinux;
import ai.openclaw.oom.linux.ProcProcesses;
import ai.openclaw.oom.log.Log;
import ai.openclaw.oom.report.Tally;
import ai.openclaw.oom.spawn.Command;
import ai.openclaw.oom.spawn.Decision;
import ai.openclaw.oom.spawn.Outcome;
import ai.openclaw.oom.spawn.Plan;
import ai.openclaw.oom.spawn.Policy;
import ai.openclaw.oom.spawn.Request;
import ai.openclaw.oom.spawn.Shim;
import ai.openclaw.oom.surface.Flight;
import ai.openclaw.oom.surface.SpawnSurface;
import ai.openclaw.oom.watch.Watch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The hook between an adapter that may do anything and a spawn method written as it is woven. */
class SpawnHookTest {
  private final Tally tally = new Tally();
  private final List<Shim> shims = new ArrayList<>(List.of(new Wrapping()));
  private final Adapter adapter = new Adapter();
  private final Spawns spawns = spawns();
  private ThreadLocal<SpawnHook.Flights> flights = new ThreadLocal<>();
  private SpawnHook hook = new SpawnHook(adapter, spawns, flights);
  private final List<String> spawned = new ArrayList<>();
  private final List<String> startedFirst = new ArrayList<>();

  /** The original body of the spawn method. */
  private interface Body {
    String run(String command) throws Throwable;
  }

  private Spawns spawns() {
    FakeLinux linux = new FakeLinux();
    linux.files.put("/bin/a", Executable.RUNS);
    linux.files.put("/bin/b", Executable.RUNS);
    Policy policy = new Policy(1000, false, "", "");
    Watch watch = new Watch(null);
    return new Spawns(
        new Decision(policy, shims, linux, linux),
        policy,
        linux,
        new ProcProcesses(),
        tally,
        watch,
        false);
  }

  private static final class Wrapping implements Shim {
    @Override
    public Outcome outcome() {
      return Outcome.WRAPPED_SH;
    }

    @Override
    public Attempt attempt(Request request, Command command) {
      return Attempt.carry(Plan.wrap(outcome(), new String[] {"shim"}, Map.of()));
    }
  }

  private enum Mechanism {
    POSIX_SPAWN
  }

  private enum Where {
    REQUEST,
    REWRITE,
    LAUNCH,
    PID,
    IS_RUNNING,
    MAY_START_ANEW
  }

  /** Does what it is told, and throws where it is told to. */
  private static final class Adapter extends SpawnSurface {
    boolean isRunning = true;
    boolean mayStartAnew = true;
    long pid = 1;
    Where throwing;

    private void pass(Where where) {
      if (where == throwing) {
        throw new AssertionError("thrown by the adapter in " + where);
      }
    }

    @Override
    public Request request(Object[] arguments) {
      pass(Where.REQUEST);
      return new Request(new String[] {(String) arguments[0]}, Map.of(), false, null, true);
    }

    @Override
    public void rewrite(Object[] arguments, Plan plan) {
      arguments[0] = "shim " + arguments[0];
      pass(Where.REWRITE);
    }

    @Override
    public byte[] launch(Flight flight, String mechanism, byte[] program) {
      pass(Where.LAUNCH);
      return flight.plan.isWrapped() ? (mechanism + " shim").getBytes() : program;
    }

    @Override
    public long pid(Flight flight, Object result) {
      pass(Where.PID);
      return pid;
    }

    @Override
    public boolean isRunning(Flight flight, Object result, long pid) {
      pass(Where.IS_RUNNING);
      return isRunning;
    }

    @Override
    public boolean mayStartAnew(Flight flight, Throwable failure) {
      pass(Where.MAY_START_ANEW);
      return mayStartAnew;
    }
  }

  @BeforeEach
  void silence() {
    Log.setLevel("off");
  }

  @AfterEach
  void nothingIsLeft() {
    Log.setLevel("warn");
    SpawnHook.Flights own = flights.get();
    assertThat(own == null ? null : own.current).isNull();
  }

  /** The spawn method, woven by hand; see {@code SpawnMethod}. */
  private String start(String command, Body body) throws Throwable {
    Object[] values = {command, null, null};
    hook.accept(Event.ENTER, values);
    while (true) {
      String argument = (String) values[0];
      String result;
      try {
        Object[] program = {"own".getBytes(), Mechanism.POSIX_SPAWN};
        hook.accept(Event.LAUNCH, program);
        startedFirst.add(new String((byte[]) program[0]));
        spawned.add(argument);
        result = body.run(argument);
      } catch (Throwable t) {
        values = new Object[] {t, null, null};
        hook.accept(Event.FAIL, values);
        if (values[2] == null) {
          throw t;
        }
        continue;
      }
      values = new Object[] {result, null, null};
      hook.accept(Event.EXIT, values);
      if (values[2] == null) {
        return result;
      }
    }
  }

  private static String fail(Throwable t) throws Throwable {
    throw t;
  }

  private Map<String, Long> counts() {
    Map<String, Long> counts = new HashMap<>(tally.outcomes());
    counts.values().removeIf(count -> count == 0);
    return counts;
  }

  private long failures() {
    return tally.outcomes().get("AGENT_FAILED");
  }

  @Test
  void aSpawnIsRewritten() throws Throwable {
    assertThat(start("a", c -> "pid of " + c)).isEqualTo("pid of shim a");
    assertThat(spawned).containsExactly("shim a");
    assertThat(counts()).isEqualTo(Map.of("WRAPPED_SH", 1L));
  }

  @ParameterizedTest
  @EnumSource(Where.class)
  void anAdapterThatThrowsDisturbsNothing(Where where) throws Throwable {
    adapter.throwing = where;
    if (where == Where.MAY_START_ANEW) {
      Throwable own = new IOException("the JDK's own");
      assertThatThrownBy(() -> start("a", c -> fail(own))).isSameAs(own);
    } else {
      boolean beforeTheStart = where.compareTo(Where.REWRITE) <= 0;
      String pid = start("a", c -> "pid of " + c);
      assertThat(pid).isEqualTo(beforeTheStart ? "pid of a" : "pid of shim a");
    }
    assertThat(failures()).isOne();
  }

  @Test
  void theProgramAheadOfTheCommandIsReplaced() throws Throwable {
    start("a", c -> "pid of " + c);
    assertThat(startedFirst).containsExactly("POSIX_SPAWN shim");
  }

  @Test
  void theProgramAheadOfASecondStartIsTheJdksOwn() throws Throwable {
    adapter.isRunning = false;
    start("a", c -> "pid of " + c);
    assertThat(startedFirst).containsExactly("POSIX_SPAWN shim", "own");
  }

  @Test
  void whatIsStartedPastTheSpawnMethodIsLeftAlone() {
    byte[] program = {1};
    Object[] values = {program, Mechanism.POSIX_SPAWN};
    hook.accept(Event.LAUNCH, values);
    assertThat(values[0]).isSameAs(program);
    assertThat(failures()).isZero();
  }

  @Test
  void aThreadThatCanHaveNoVariablesSpawnsAsEver() throws Throwable {
    Throwable own = new IOException("the JDK's own");
    for (boolean ofAnyKind : new boolean[] {false, true}) {
      hook = new SpawnHook(adapter, spawns, new NoVariables(ofAnyKind));
      assertThat(start("a", c -> "pid of " + c)).isEqualTo("pid of a");
      assertThatThrownBy(() -> start("a", c -> fail(own))).isSameAs(own);
    }
    assertThat(failures()).isEqualTo(8);
  }

  private static final class NoVariables extends ThreadLocal<SpawnHook.Flights> {
    private final boolean ofAnyKind;

    /**
     * @param ofAnyKind whether they can not even be asked for
     */
    NoVariables(boolean ofAnyKind) {
      this.ofAnyKind = ofAnyKind;
    }

    @Override
    public SpawnHook.Flights get() {
      if (ofAnyKind) {
        throw new OutOfMemoryError();
      }
      return null;
    }

    @Override
    public void set(SpawnHook.Flights value) {
      throw new UnsupportedOperationException();
    }
  }

  /** As when the stack ends between the woven method and us. */
  @Test
  void whatWasLeftBehindDisturbsNothingAndDoesNotGrow() throws Throwable {
    for (int i = 0; i < 100; i++) {
      hook.accept(Event.ENTER, new Object[] {"a", null, null});
    }
    assertThat(start("a", c -> "pid of " + c)).isEqualTo("pid of shim a");
    assertThat(spawned).containsExactly("shim a");
    int depth = 0;
    for (Flight flight = flights.get().current; flight != null; flight = flight.outer) {
      depth++;
    }
    assertThat(depth).isLessThanOrEqualTo(10);
    flights.remove();
  }

  @Test
  void whatDidNotStartIsStartedAnew() throws Throwable {
    adapter.isRunning = false;
    assertThat(start("a", c -> "pid of " + c)).isEqualTo("pid of a");
    assertThat(spawned).containsExactly("shim a", "a");
    assertThat(counts()).isEqualTo(Map.of("LEFT_ALONE", 1L));
  }

  @Test
  void whatHasNoPidIsStartedAnew() throws Throwable {
    adapter.pid = -1;
    assertThat(start("a", c -> "pid of " + c)).isEqualTo("pid of a");
    assertThat(spawned).containsExactly("shim a", "a");
  }

  @Test
  void whatFailedIsStartedAnew() throws Throwable {
    assertThat(start("a", c -> c.equals("a") ? "pid of a" : fail(new Error())))
        .isEqualTo("pid of a");
    assertThat(spawned).containsExactly("shim a", "a");
  }

  @Test
  void theSecondFailureIsTheOneThatIsSeen() {
    assertThatThrownBy(() -> start("a", c -> fail(new IOException(c))))
        .isInstanceOf(IOException.class)
        .hasMessage("a");
    assertThat(spawned).containsExactly("shim a", "a");
    assertThat(counts()).isEqualTo(Map.of("WOULD_NOT_START", 1L));
  }

  @Test
  void aFailureMayNotBeWorthIt() {
    adapter.mayStartAnew = false;
    assertThatThrownBy(() -> start("a", c -> fail(new IOException(c))))
        .isInstanceOf(IOException.class);
    assertThat(spawned).containsExactly("shim a");
  }

  @Test
  void whatWasNotWrappedIsNotStartedAnew() {
    shims.clear();
    assertThatThrownBy(() -> start("a", c -> fail(new IOException(c))))
        .isInstanceOf(IOException.class);
    assertThat(spawned).containsExactly("a");
  }

  @Test
  void whatWentThroughUntouchedIsNotStartedAnew() {
    adapter.throwing = Where.REWRITE;
    assertThatThrownBy(() -> start("a", c -> fail(new IOException(c))))
        .isInstanceOf(IOException.class);
    assertThat(spawned).containsExactly("a");
  }

  @Test
  void aSpawnWithinASpawnIsOneOfItsOwn() throws Throwable {
    String pid = start("a", c -> "pid of " + c + ", " + start("b", d -> "pid of " + d));
    assertThat(pid).isEqualTo("pid of shim a, pid of shim b");
    assertThat(spawned).containsExactly("shim a", "shim b");
  }

  @Test
  void aSpawnWithinASpawnMayBeStartedAnew() throws Throwable {
    Body inner = d -> d.startsWith("shim") ? fail(new IOException(d)) : "pid of " + d;
    assertThat(start("a", c -> c + ": " + start("b", inner))).isEqualTo("shim a: pid of b");
    assertThat(spawned).containsExactly("shim a", "shim b", "b");
  }

  /** Both are started anew, so the inner one is a spawn within a second start as well. */
  @Test
  void aSpawnWithinASpawnMayFail() {
    Body inner = d -> fail(new IOException(d));
    assertThatThrownBy(() -> start("a", c -> start("b", inner))).isInstanceOf(IOException.class);
    assertThat(spawned.get(0)).isEqualTo("shim a");
    assertThat(spawned.get(3)).isEqualTo("a");
  }
}
