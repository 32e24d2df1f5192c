package ai.openclaw.oom.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.openclaw.oom.probe.Steps;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether the helper comes ahead of {@code jspawnhelper} where the JDK starts processes by it, and
 * what happens when either is not there.
 */
class RelayIT {
  private static final int FIRST_BY_DEFAULT = 13;
  private static final int FIRST_AT_ALL = 9;
  private static final String LAUNCH = "-Djdk.lang.Process.launchMechanism=";

  /** To whoever executes it, this is himself: to jspawnhelper, or to the helper in its place. */
  private static final String SELF = "/proc/self/exe";

  private static final String RELAYED = "[openclaw-oom] WRAPPED_NATIVE " + SELF + "\n";
  private static final String INSIDE_ARGV =
      "[openclaw-oom] LEFT_TO_PARENT " + SELF + ": the start failed with the shim\n";

  @EachJdk
  void comesAheadOfTheJdksHelperByDefault(Jdk jdk) throws Exception {
    assertEquals(jdk.major() >= FIRST_BY_DEFAULT ? RELAYED : INSIDE_ARGV, logOf(jdk));
  }

  @EachJdk
  void comesInsideOfArgvWhereTheJdkForks(Jdk jdk) throws Exception {
    assertEquals(INSIDE_ARGV, logOf(jdk, LAUNCH + "FORK"));
  }

  @EachJdk
  void followsTheOperatorsChoice(Jdk jdk) throws Exception {
    if (jdk.major() >= FIRST_AT_ALL) {
      assertEquals(RELAYED, logOf(jdk, LAUNCH + "POSIX_SPAWN"));
    }
  }

  private static String logOf(Jdk jdk, String... options) throws Exception {
    JavaRun run = new JavaRun(jdk).options(options).agent("shim=native,log=debug");
    return run.main(Steps.class, SELF).run().successful().err();
  }

  @EachJdk
  void aHelperThatIsGoneIsSaidOnceAndMissedByNobody(Jdk jdk) throws Exception {
    JavaRun run = new JavaRun(jdk);
    Path helper = Files.copy(Places.helper(), run.directory().resolve("helper"));
    run.agent("shim=" + helper);
    run.main(Steps.class, Steps.SCORE, Steps.delete(helper.toString()), Steps.SCORE, Steps.SCORE);
    Outcome outcome = run.run().successful();
    assertEquals(List.of(1000, 1000, 1000), Outcome.scores(outcome.out()), outcome::toString);
    assertEquals(
        "[openclaw-oom] the native helper <dir>/helper is no longer used: it cannot be executed\n",
        outcome.err());
  }

  /** The JDK then fails in its own words, every time. */
  @EachJdk
  void theJdksHelperMayBeUnusable(Jdk jdk) throws Exception {
    Ci.orSkip(
        "root".equals(System.getProperty("user.name")), "relay: missing: root, to mount something");
    List<String> prefix = new ArrayList<>();
    if (jdk.major() >= FIRST_BY_DEFAULT) {
      String root = jdk.prefix().isEmpty() ? "" : jdk.prefix().get(1);
      prefix.addAll(List.of("unshare", "--mount", "--propagation", "private", "sh", "-c"));
      prefix.add("mount --bind /dev/null \"$0\" && exec \"$@\"");
      prefix.add(root + jdk.java().resolveSibling("../lib/jspawnhelper"));
    }
    prefix.addAll(jdk.prefix());
    Jdk broken = new Jdk(jdk.major(), jdk.label(), prefix, jdk.java());
    String[] steps = {"/bin/true", "/bin/true"};
    Outcome without = new JavaRun(broken).main(Steps.class, steps).run().successful();
    Outcome with =
        new JavaRun(broken).agent("shim=native").main(Steps.class, steps).run().successful();
    assertEquals(without.out(), with.out());
    assertEquals(without.err(), with.err());
    assertEquals(jdk.major() >= FIRST_BY_DEFAULT, with.out().contains("IOException"), with.out());
  }
}
