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
import ai.openclaw.oom.watch.Watch;
import java.io.IOException;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The engine between an adapter that may do anything and a spawn method written as it is woven. */
class EngineTest {
  private final Tally tally = new Tally();
  private final List<Shim> shims = new ArrayList<>(List.of(new Wrapping()));
  private final Adapter adapter = new Adapter(raiser());
  private Engine engine = new Engine(Map.of("S", adapter), tally);
  private final List<String> spawned = new ArrayList<>();
  private final List<String> startedFirst = new ArrayList<>();

  /** The original body of the spawn method. */
  private interface Body {
    String run(String command) throws Throwable;
  }

  private Raiser raiser() {
    FakeLinux linux = new FakeLinux();
    linux.files.put("/bin/a", Executable.RUNS);
    linux.files.put("/bin/b", Executable.RUNS);
    Policy policy = new Policy(true, true, 1000, false, "", "");
    Watch watch = new Watch(null);
    return new Raiser(
        new Decision(policy, shims, linux, linux),
        policy,
        linux,
        new ProcProcesses(),
        tally,
        watch);
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
    RELAY,
    PID,
    IS_RUNNING,
    MAY_START_ANEW
  }

  /** Does what it is told, and throws where it is told to. */
  private static final class Adapter extends SpawnPoint {
    boolean isRunning = true;
    boolean mayStartAnew = true;
    long pid = 1;
    Where throwing;

    Adapter(Raiser raiser) {
      super(raiser);
    }

    private void pass(Where where) {
      if (where == throwing) {
        throw new AssertionError("thrown by the adapter in " + where);
      }
    }

    @Override
    Request request(Object[] arguments) {
      pass(Where.REQUEST);
      return new Request(new String[] {(String) arguments[0]}, Map.of(), false, null);
    }

    @Override
    void rewrite(Object[] arguments, Plan plan) {
      arguments[0] = "shim " + arguments[0];
      pass(Where.REWRITE);
    }

    @Override
    byte[] relay(Flight flight, String mechanism, byte[] program) {
      pass(Where.RELAY);
      return flight.plan.isWrapped() ? (mechanism + " shim").getBytes() : program;
    }

    @Override
    long pid(Flight flight, Object result) {
      pass(Where.PID);
      return pid;
    }

    @Override
    boolean isRunning(Flight flight, Object result, long pid) {
      pass(Where.IS_RUNNING);
      return isRunning;
    }

    @Override
    boolean mayStartAnew(Flight flight, Throwable failure) {
      pass(Where.MAY_START_ANEW);
      return mayStartAnew;
    }
  }

  @BeforeEach
  void silence() {
    Log.setLevel("off");
  }

  @AfterEach
  void nothingIsLeft() throws ReflectiveOperationException {
    Log.setLevel("warn");
    Field flights = Engine.class.getDeclaredField("flights");
    flights.setAccessible(true);
    assertThat(((ThreadLocal<?>) flights.get(engine)).get()).isNull();
  }

  /** The spawn method, woven by hand; see {@code SpawnMethod}. */
  private String start(String command, Body body) throws Throwable {
    String argument = (String) engine.apply("enter S", new Object[] {command})[0];
    try {
      Object[] program = {Mechanism.POSIX_SPAWN, "own".getBytes()};
      startedFirst.add(new String((byte[]) engine.apply("relay S", program)[0]));
      spawned.add(argument);
      return (String) engine.apply("exit S", new Object[] {body.run(argument)})[0];
    } catch (Throwable t) {
      argument = (String) engine.apply("fail S", new Object[] {t})[0];
    }
    return start(argument, body);
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
    Object[] values = {Mechanism.POSIX_SPAWN, program};
    assertThat(engine.apply("relay S", values)[0]).isSameAs(program);
    assertThat(failures()).isZero();
  }

  @Test
  void withoutAnAdapterTheSpawnGoesThrough() {
    Engine empty = new Engine(Map.of(), tally);
    Object[] arguments = {"a"};
    assertThat(empty.apply("enter S", arguments)).isSameAs(arguments);
    assertThat(empty.apply("exit S", arguments)).isSameAs(arguments);
    assertThat(failures()).isOne();
  }

  @Test
  void aThreadThatCanHaveNoVariablesSpawnsAsEver() throws Throwable {
    engine = new Engine(Map.of("S", adapter), tally, new NoVariables(false));
    assertThat(start("a", c -> "pid of " + c)).isEqualTo("pid of a");
    Throwable own = new IOException("the JDK's own");
    assertThatThrownBy(() -> start("a", c -> fail(own))).isSameAs(own);
    assertThat(failures()).isEqualTo(2);

    engine = new Engine(Map.of("S", adapter), tally, new NoVariables(true));
    assertThat(start("a", c -> "pid of " + c)).isEqualTo("pid of a");
    assertThatThrownBy(() -> start("a", c -> fail(own))).isSameAs(own);
    assertThat(failures()).isEqualTo(8);
    engine = new Engine(Map.of("S", adapter), tally);
  }

  private static final class NoVariables extends ThreadLocal<Flight> {
    private final boolean ofAnyKind;

    /**
     * @param ofAnyKind whether they can not even be asked for
     */
    NoVariables(boolean ofAnyKind) {
      this.ofAnyKind = ofAnyKind;
    }

    @Override
    public Flight get() {
      if (ofAnyKind) {
        throw new OutOfMemoryError();
      }
      return null;
    }

    @Override
    public void set(Flight value) {
      throw new UnsupportedOperationException();
    }
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
