package ai.openclaw.oom.spawn;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.linux.Executables.Executable;
import ai.openclaw.oom.linux.FakeLinux;
import ai.openclaw.oom.linux.Scores;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecisionTest {
  private static final String OPT_OUT = "OPENCLAW_CHILD_OOM_SCORE_ADJ";
  private static final String[] CLASSIC = {
    "/bin/sh", "-c", "echo 1000 > /proc/self/oom_score_adj 2>/dev/null; exec \"$0\" \"$@\"", "x"
  };
  private static final String[] SHIM_ARGV = {"shim", "x"};

  /** A spawn, its JVM and the operator's wishes. As it stands: LEFT_ALONE. */
  private static final class Situation {
    final FakeLinux linux = new FakeLinux();
    final Map<String, String> environment = new HashMap<>();
    final List<Shim> shims = new ArrayList<>();
    String[] argv = {"x"};
    boolean repeatable = true;
    int score = 1000;
    boolean raiseFromParent;
    String include = "";
    String exclude = "";

    Situation() {
      linux.files.put("/bin/x", Executable.RUNS);
    }

    Plan plan() {
      Policy policy = new Policy(score, raiseFromParent, include, exclude);
      Map<String, String> variables = Collections.unmodifiableMap(environment);
      Request request = new Request(argv, variables, false, null, repeatable);
      return new Decision(policy, shims, linux, linux).decide(request);
    }

    Outcome outcome() {
      return plan().outcome();
    }
  }

  /** What makes a condition of the decision hold, in the order of the decision. */
  private record Row(Outcome outcome, Consumer<Situation> condition) {
    @Override
    public String toString() {
      return outcome.name();
    }
  }

  static List<Row> rows() {
    return List.of(
        new Row(Outcome.EMPTY_COMMAND, s -> s.argv = new String[0]),
        new Row(Outcome.OPTED_OUT, s -> s.environment.put(OPT_OUT, "off")),
        new Row(Outcome.EXCLUDED, s -> s.exclude = "*"),
        new Row(Outcome.NOT_INCLUDED, s -> s.include = "other"),
        new Row(Outcome.ALREADY_WRAPPED, s -> s.argv = CLASSIC),
        new Row(Outcome.INHERITED, s -> s.linux.ownScore = 1000),
        new Row(
            Outcome.WOULD_NOT_START,
            s -> {
              s.linux.files.clear();
              s.shims.add(carrying());
            }),
        new Row(Outcome.WRAPPED_SH, s -> s.shims.add(carrying())),
        new Row(Outcome.LEFT_TO_PARENT, s -> s.raiseFromParent = true),
        new Row(Outcome.LEFT_ALONE, s -> {}));
  }

  /** Where the child's environment does not name the variable, the JVM's own holds. */
  @ParameterizedTest
  @CsvSource({
    "true,  ,    OPTED_OUT",
    "true,  1,   LEFT_ALONE",
    "true,  off, OPTED_OUT",
    "false, ,    LEFT_ALONE",
    "false, off, OPTED_OUT",
  })
  void theNearestEnvironmentThatSaysAnythingOptsOut(
      boolean ofJvm, String ofChild, Outcome expected) {
    Situation situation = new Situation();
    situation.linux.variables.put(OPT_OUT, ofJvm ? "off" : null);
    if (ofChild != null) {
      situation.environment.put(OPT_OUT, ofChild);
    }
    assertThat(situation.outcome()).isEqualTo(expected);
  }

  /** A checkpoint may be restored in another environment. */
  @Test
  void theJvmsOwnWordIsAskedForAnew() {
    FakeLinux linux = new FakeLinux();
    Decision decision = new Decision(new Policy(1000, false, "", ""), List.of(), linux, linux);
    Request request = new Request(new String[] {"x"}, linux.variables, true, null, true);
    assertThat(decision.decide(request).outcome()).isEqualTo(Outcome.LEFT_ALONE);
    linux.variables.put(OPT_OUT, "off");
    assertThat(decision.decide(request).outcome()).isEqualTo(Outcome.OPTED_OUT);
    linux.variables.remove(OPT_OUT);
    assertThat(decision.decide(request).outcome()).isEqualTo(Outcome.LEFT_ALONE);
  }

  /** Carries spawns without knowing the command. */
  private static Shim relaying() {
    return new Shim() {
      @Override
      public Outcome outcome() {
        return Outcome.WRAPPED_NATIVE;
      }

      @Override
      public Plan carryUnseen(Request request) {
        return Plan.relay(outcome());
      }

      @Override
      public Attempt attempt(Request request, Command command) {
        throw new AssertionError();
      }
    };
  }

  private static Shim carrying() {
    return shim(Shim.Attempt.carry(Plan.wrap(Outcome.WRAPPED_SH, SHIM_ARGV, Map.of())));
  }

  private static Shim refusing(Reason reason) {
    return shim(Shim.Attempt.refuse(reason));
  }

  private static Shim shim(Shim.Attempt attempt) {
    return new Shim() {
      @Override
      public Outcome outcome() {
        return Outcome.WRAPPED_SH;
      }

      @Override
      public Attempt attempt(Request request, Command command) {
        return attempt;
      }
    };
  }

  @ParameterizedTest
  @MethodSource("rows")
  void conditionAlone(Row row) {
    Situation situation = new Situation();
    row.condition.accept(situation);
    assertThat(situation.outcome()).isEqualTo(row.outcome);
  }

  /** With a condition and every later one holding, the first is taken. */
  @ParameterizedTest
  @MethodSource("rows")
  void firstMatchWins(Row row) {
    List<Row> rows = rows();
    Situation situation = new Situation();
    for (int i = rows.size() - 1; i >= 0 && rows.get(i).outcome.compareTo(row.outcome) >= 0; i--) {
      rows.get(i).condition.accept(situation);
    }
    assertThat(situation.outcome()).isEqualTo(row.outcome);
  }

  /** Whether it can start is then the surface's affair alone, and shows when it fails. */
  @Test
  void withoutAShimNothingIsLookedUp() {
    Situation situation = new Situation();
    situation.linux.files.clear();
    assertThat(situation.outcome()).isEqualTo(Outcome.LEFT_ALONE);
    assertThat(situation.plan().outcomeOfFailure()).isEqualTo(Outcome.WOULD_NOT_START);
  }

  /** The surface starts the shim and looks for the command by itself. */
  @Test
  void aShimThatNeedNotKnowTheCommandComesBeforeTheLookUp() {
    Situation situation = new Situation();
    situation.linux.files.clear();
    situation.shims.add(relaying());
    situation.shims.add(carrying());
    Plan plan = situation.plan();
    assertThat(plan.outcome()).isEqualTo(Outcome.WRAPPED_NATIVE);
    assertThat(plan.outcomeOfFailure()).isEqualTo(Outcome.WOULD_NOT_START);
    assertThat(plan.isWrapped()).isTrue();
    assertThat(plan.isRelayed()).isTrue();
    assertThat(plan.argv()).isNull();
    situation.exclude = "x";
    assertThat(situation.outcome()).isEqualTo(Outcome.EXCLUDED);
  }

  /** Opening a FIFO a second time may never end. */
  @Test
  void whatCannotBeStartedTwiceIsGivenNoShim() {
    Situation situation = new Situation();
    situation.shims.add(relaying());
    situation.shims.add(carrying());
    situation.repeatable = false;
    situation.raiseFromParent = true;
    assertThat(situation.outcome()).isEqualTo(Outcome.LEFT_TO_PARENT);
    assertThat(situation.plan().reason()).isEqualTo(Reason.NOT_REPEATABLE);
    assertThat(situation.plan().isWrapped()).isFalse();
  }

  /** What was decided before the command mattered stays as it was decided. */
  @Test
  void aFailureHasAnOutcomeToo() {
    Situation situation = new Situation();
    situation.shims.add(carrying());
    assertThat(situation.plan().outcomeOfFailure()).isEqualTo(Outcome.WOULD_NOT_START);
    situation.environment.put(OPT_OUT, "off");
    assertThat(situation.plan().outcomeOfFailure()).isEqualTo(Outcome.OPTED_OUT);
  }

  @Test
  void theTableFollowsTheOrderOfTheOutcomes() {
    List<Outcome> outcomes = rows().stream().map(Row::outcome).toList();
    assertThat(outcomes).isSorted();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "false", "no", "off", "OFF", "False", "nO", " off ", "\t0\n"})
  void optsOut(String value) {
    Situation situation = new Situation();
    situation.environment.put(OPT_OUT, value);
    assertThat(situation.outcome()).isEqualTo(Outcome.OPTED_OUT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "yes", "", " ", "00", "-0", "-1000", "off!", "o f f", "on", "none"})
  void doesNotOptOut(String value) {
    Situation situation = new Situation();
    situation.environment.put(OPT_OUT, value);
    assertThat(situation.outcome()).isEqualTo(Outcome.LEFT_ALONE);
  }

  @ParameterizedTest
  @CsvSource({"1000, true", "501, true", "500, true", "499, false", "0, false", "-1000, false"})
  void neverLowers(int ownScore, boolean inherited) {
    Situation situation = new Situation();
    situation.score = 500;
    situation.linux.ownScore = ownScore;
    assertThat(situation.outcome()).isEqualTo(inherited ? Outcome.INHERITED : Outcome.LEFT_ALONE);
  }

  @Test
  void anUnknownScoreIsNoReasonNotToRaise() {
    Situation situation = new Situation();
    situation.score = 1;
    situation.linux.ownScore = Scores.UNKNOWN;
    assertThat(situation.outcome()).isEqualTo(Outcome.LEFT_ALONE);
  }

  @ParameterizedTest
  @CsvSource({
    "x,       x,           true",
    "x,       /bin/x,      true",
    "x,       /opt/x,      false",
    "/bin/x,  x,           true",
    "/bin/x,  '/bin/*',    true",
    "/bin/x,  bin,         false",
    "lost,    lost,        true",
    "/a/lost, /a/lost,     true",
    "/a/lost, lost,        true",
    "x,       'y;z ; x',   true",
    "x,       'y;z',       false",
  })
  void patternsAreMatchedAgainstFileNameAndPath(String command, String globs, boolean matches) {
    Situation excluding = new Situation();
    excluding.argv = new String[] {command};
    excluding.exclude = globs;
    assertThat(excluding.outcome() == Outcome.EXCLUDED).isEqualTo(matches);
    Situation including = new Situation();
    including.argv = excluding.argv;
    including.include = globs;
    assertThat(including.outcome() == Outcome.NOT_INCLUDED).isNotEqualTo(matches);
  }

  @Test
  void alreadyWrappedIsStillHardened() {
    Situation situation = new Situation();
    situation.argv = CLASSIC;
    situation.environment.put("ENV", "/tmp/env");
    situation.environment.put("HOME", "/");
    Plan plan = situation.plan();
    assertThat(plan.isWrapped()).isFalse();
    assertThat(plan.environmentChanges()).isEqualTo(Collections.singletonMap("ENV", null));
  }

  @Test
  void theFirstShimThatCarriesIsTaken() {
    Situation situation = new Situation();
    situation.shims.add(refusing(Reason.NO_SHELL));
    situation.shims.add(carrying());
    situation.shims.add(refusing(Reason.TOO_LONG));
    Plan plan = situation.plan();
    assertThat(plan.isWrapped()).isTrue();
    assertThat(plan.argv()).containsExactly(SHIM_ARGV);
    assertThat(plan.reason()).isNull();
  }

  @Test
  void theReasonOfTheLastShimIsKept() {
    Situation situation = new Situation();
    assertThat(situation.plan().reason()).isEqualTo(Reason.CHOSEN_BY_OPTION);
    situation.shims.add(refusing(Reason.NO_SHELL));
    situation.shims.add(refusing(Reason.TOO_LONG));
    assertThat(situation.plan().reason()).isEqualTo(Reason.TOO_LONG);
    situation.raiseFromParent = true;
    assertThat(situation.plan().reason()).isEqualTo(Reason.TOO_LONG);
  }
}
