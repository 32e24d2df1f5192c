package ai.openclaw.oom.it.machine;

import static ai.openclaw.oom.it.machine.Machine.AGENT;
import static ai.openclaw.oom.it.machine.Machine.HELPER;
import static ai.openclaw.oom.it.machine.Machine.JAVA;
import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.it.NativeProgram;
import ai.openclaw.oom.probe.Steps;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Whether a child that drops CAP_SYS_RESOURCE can still lower its score as without the agent, and
 * has the very privileges that it has without it. The kernel lets whoever raises a score with that
 * capability raise the floor as well.
 */
class WayBackIT {

  private static final String CHILD = "/opt/privileges";
  private static final String OPEN = "the way back is open";
  private static final String CLOSED = "the way back is closed: Permission denied";
  private static final String AS_ROOT = "CapEff:\\x09000001ffffffffff";

  private static final String SCRIPT =
      """
      java='%s'
      agent='-javaagent:%s=keep-raised=off,shim='
      helper='%s'
      child='%s'
      steps="%s $child"

      see() {
        echo ">>> $1"
        shift
        "$@"
      }

      in_vain() {
        "$@" &
        until grep -q oom-shim:E /proc/$!/comm; do :; done
        grep Cap /proc/$!/status
        kill $!
      }

      see none $java $steps
      see relay $java ${agent}native $steps
      see argv $java ${agent}native -Djdk.lang.Process.launchMechanism=FORK $steps
      see sh $java ${agent}sh $steps
      see ambient $child ambient $child
      see ambient-helped $child ambient $helper 1000 $child privileges
      see filtered $child filtered $child
      see filtered-helped $child filtered $helper 1000 $child privileges
      see in-vain in_vain $helper 1000 /none none
      """;

  /** What was seen, by the word behind "see". */
  private static Map<String, String> seen;

  @BeforeAll
  static void boot() throws Exception {
    Machine machine = new Machine("way-back");
    machine.add(NativeProgram.build("privileges", "way back"), CHILD);
    seen = machine.see(SCRIPT.formatted(JAVA, AGENT, HELPER, CHILD, Steps.class.getName()));
  }

  @Test
  void isOpenWithoutTheAgent() {
    assertThat(seen.get("none")).contains("score=0", AS_ROOT, OPEN);
  }

  @Test
  void staysOpenWhereTheHelperIsAheadOfTheJdks() {
    assertThat(seen.get("relay")).contains("score=1000").isEqualTo(raised("none"));
  }

  @Test
  void staysOpenWhereTheHelperIsInsideOfArgv() {
    assertThat(seen.get("argv")).contains("score=1000").isEqualTo(raised("none"));
  }

  @Test
  void staysOpenForAPlainUserWithAmbientCapabilities() {
    assertThat(seen.get("ambient"))
        .contains("score=0", "CapAmb:\t0000000001000020", "securebits 3", OPEN);
    assertThat(seen.get("ambient-helped")).isEqualTo(raised("ambient"));
  }

  /** To be seen where it could execute nothing: for root an exec restores all sets by itself. */
  @Test
  void theHelperTakesItsCapabilityBack() {
    assertThat(seen.get("in-vain")).contains("CapEff:\t000001ffffffffff");
  }

  /** Else the command would not run at all. */
  @Test
  void isGivenUpUnderAFilterThatMightKill() {
    assertThat(seen.get("filtered")).contains("score=0", "Seccomp:\t2", OPEN);
    assertThat(seen.get("filtered-helped")).isEqualTo(closed(raised("filtered")));
  }

  /** A shell keeps the capability: so this kernel does raise the floor. */
  @Test
  void isLostWithAShell() {
    assertThat(seen.get("sh")).contains("score=1000", AS_ROOT, CLOSED);
  }

  private static String raised(String name) {
    return seen.get(name).replace("score=0", "score=1000");
  }

  private static String closed(String text) {
    return text.replace(OPEN, CLOSED);
  }
}
