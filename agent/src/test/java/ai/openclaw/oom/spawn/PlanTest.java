package ai.openclaw.oom.spawn;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.linux.FakeLinux;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What hooks and reports read off a decision. */
class PlanTest {
  private static final String[] ARGV = {"shim", "x"};

  private final FakeLinux linux = new FakeLinux();

  private Decision decision(Policy policy) {
    return new Decision(policy, List.of(), linux, linux);
  }

  @Test
  void onlyAWrappedOneHasAnotherArgv() {
    Plan wrapped = Plan.wrap(Outcome.WRAPPED_SH, ARGV, Map.of());
    assertThat(wrapped.changesArgv()).isTrue();
    assertThat(wrapped.isRelayed()).isFalse();
    assertThat(wrapped.isWrapped()).isTrue();
    Plan relayed = Plan.relay(Outcome.WRAPPED_NATIVE);
    assertThat(relayed.changesArgv()).isFalse();
    assertThat(relayed.isRelayed()).isTrue();
    Plan left = Plan.leave(Outcome.INHERITED);
    assertThat(left.changesArgv()).isFalse();
    assertThat(left.isRelayed()).isFalse();
    assertThat(left.isWrapped()).isFalse();
  }

  /** What the caller makes of it must not show in the next plan's. */
  @Test
  void argvIsTheCallers() {
    Plan wrapped = Plan.wrap(Outcome.WRAPPED_SH, ARGV.clone(), Map.of());
    wrapped.argv()[0] = "other";
    assertThat(wrapped.argv()).containsExactly(ARGV);
  }

  @ParameterizedTest
  @CsvSource({"true, LEFT_TO_PARENT", "false, LEFT_ALONE"})
  void afterAFailureWithAShimThereIsNone(boolean raiseFromParent, Outcome outcome) {
    Policy policy = new Policy(700, raiseFromParent, "", "");
    assertThat(policy.score()).isEqualTo(700);
    assertThat(policy.raisesFromParent()).isEqualTo(raiseFromParent);
    Plan plan = decision(policy).withoutShim();
    assertThat(plan.outcome()).isEqualTo(outcome);
    assertThat(plan.reason()).isEqualTo(Reason.SHIM_FAILED);
    assertThat(plan.isWrapped()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void theNamesOfRaisesAreThoseOfRaises(Outcome outcome) {
    boolean raise =
        outcome.name().startsWith("WRAPPED_")
            || outcome == Outcome.LEFT_TO_PARENT
            || outcome == Outcome.NOT_RAISED;
    assertThat(outcome.isRaise()).isEqualTo(raise);
  }

  @Test
  void wordsSayWhy() {
    assertThat(Outcome.OPTED_OUT.why()).contains(OptOut.VARIABLE);
    assertThat(Outcome.values())
        .extracting(Outcome::why)
        .doesNotHaveDuplicates()
        .doesNotContain("");
    assertThat(Reason.values())
        .extracting(Reason::toString)
        .doesNotHaveDuplicates()
        .contains("there is no /bin/sh");
  }

  @ParameterizedTest
  @CsvSource({"off, true", "1, false", ", false"})
  void theJvmsOwnEnvironmentOptsOutAsAWhole(String own, boolean optedOut) {
    linux.variables.put(OptOut.VARIABLE, own);
    Decision decision = decision(new Policy(1000, true, "", ""));
    assertThat(decision.isOptedOut()).isEqualTo(optedOut);
    Request inheriting = new Request(new String[] {"x"}, Map.of(), true, null, true);
    assertThat(decision.decide(inheriting).outcome() == Outcome.OPTED_OUT).isEqualTo(optedOut);
  }

  @ParameterizedTest
  @CsvSource({"off, 1, true", "1, off, false", ", off, true", ", 1, false", ", , false"})
  void theChildsWordCountsBeforeTheJvms(String ofChild, String ofJvm, boolean optedOut) {
    assertThat(OptOut.isSaidBy(ofChild, ofJvm)).isEqualTo(optedOut);
  }

  /** There it need not be asked before each spawn: an old value cannot make a shim lower one. */
  @Test
  void theOwnScoreMayBeAnOldOneOnlyWhereNoneIsHigher() {
    FakeLinux stale =
        new FakeLinux() {
          @Override
          public int recentOwnScore() {
            return 1000;
          }
        };
    Request request = new Request(new String[] {"x"}, Map.of(), false, null, true);
    assertThat(
            new Decision(new Policy(1000, false, "", ""), List.of(), stale, stale)
                .decide(request)
                .outcome())
        .isEqualTo(Outcome.INHERITED);
    assertThat(
            new Decision(new Policy(999, false, "", ""), List.of(), stale, stale)
                .decide(request)
                .outcome())
        .isEqualTo(Outcome.LEFT_ALONE);
  }

  /** Only patterns need the command's file before anything else is known. */
  @Test
  void withoutPatternsNothingIsLookedUpForThem() {
    assertThat(new Policy(1000, true, "", "").hasPatterns()).isFalse();
    assertThat(new Policy(1000, true, "x", "").hasPatterns()).isTrue();
    assertThat(new Policy(1000, true, "", "x").hasPatterns()).isTrue();
  }
}
