package ai.openclaw.oom.it;

import static org.assertj.core.api.Assertions.assertThat;

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
  private static final String NONE = "the JDK has no helper to start processes by";
  private static final String INSTEAD =
      "; sh is used where it can carry a spawn, else the raise from the parent\n";
  private static final String LAUNCH = "-Djdk.lang.Process.launchMechanism=";

  /** To whoever executes it, this is himself: to jspawnhelper, or to the helper in its place. */
  private static final String SELF = "/proc/self/exe";

  private static final String RELAYED = "\\[openclaw-oom] WRAPPED_NATIVE " + SELF + "\\b.*";
  private static final String INSIDE_ARGV =
      "\\[openclaw-oom] LEFT_TO_PARENT " + SELF + "\\b.*: the start failed with the shim";

  @EachJdk
  void comesAheadOfTheJdksHelperByDefault(Jdk jdk) throws Exception {
    String expected = jdk.major() >= FIRST_BY_DEFAULT ? RELAYED : INSIDE_ARGV;
    assertThat(start(jdk)).saidOfSpawns(expected);
  }

  @EachJdk
  void comesInsideOfArgvWhereTheJdkForks(Jdk jdk) throws Exception {
    assertThat(start(jdk, LAUNCH + "FORK")).saidOfSpawns(INSIDE_ARGV);
  }

  @EachJdk(from = FIRST_AT_ALL, otherwise = NONE)
  void followsTheOperatorsChoice(Jdk jdk) throws Exception {
    assertThat(start(jdk, LAUNCH + "POSIX_SPAWN")).saidOfSpawns(RELAYED);
  }

  private static Outcome start(Jdk jdk, String... options) throws Exception {
    JavaRun run = new JavaRun(jdk).options(options).agent("shim=native,log=debug");
    return run.main(Steps.class, SELF).run().successful();
  }

  @EachJdk
  void aHelperThatIsGoneIsSaidOnceAndMissedByNobody(Jdk jdk) throws Exception {
    JavaRun run = new JavaRun(jdk);
    assertMissedByNobody(run, Steps.delete(helperOf(run).toString()));
  }

  @EachJdk
  void aHelperThatMayNoLongerBeExecutedIsMissedByNobody(Jdk jdk) throws Exception {
    for (String mechanism : mechanisms(jdk)) {
      JavaRun run = new JavaRun(jdk).options(mechanism);
      assertMissedByNobody(run, Steps.forbid(helperOf(run).toString()));
    }
  }

  private static Path helperOf(JavaRun run) {
    return run.directory().resolve("helper");
  }

  /**
   * @param step after which the helper cannot be executed
   */
  private static void assertMissedByNobody(JavaRun run, String step) throws Exception {
    run.agent("shim=" + Files.copy(Places.helper(), helperOf(run)));
    run.main(Steps.class, Steps.SCORE, step, Steps.SCORE, Steps.SCORE);
    assertThat(run.run())
        .succeeded()
        .hasScores(Score.TARGET, Score.TARGET, Score.TARGET)
        .said(
            "[openclaw-oom] the native helper <dir>/helper is no longer used:"
                + " it cannot be executed"
                + INSTEAD);
  }

  /** Its path leads to it as before, and it is known as what it is, also where it fails. */
  @EachJdk
  void aHelperInAFolderThatBecomesALinkIsUsedAsBefore(Jdk jdk) throws Exception {
    for (String mechanism : mechanisms(jdk)) {
      JavaRun run = new JavaRun(jdk);
      Path folder = Files.createDirectory(run.directory().resolve("folder"));
      Path helper = Files.copy(Places.helper(), folder.resolve("helper"));
      run.options(mechanism).agent("shim=" + helper);
      String swap = Steps.swap(folder.toString());
      run.main(Steps.class, Steps.SCORE, swap, Steps.SCORE, "/none", Steps.SCORE);
      assertThat(run.run())
          .succeeded()
          .hasScores(Score.TARGET, Score.TARGET, Score.TARGET)
          .saidNothing()
          .out()
          .contains("IOException: ");
    }
  }

  /** No question tells that a security module forbids it: only the starts do. */
  @EachJdk
  void aHelperThatLandlockForbidsIsMissedByNobody(Jdk jdk) throws Exception {
    Ci.orSkip(Tool.isThere("gcc"), "relay: missing: gcc, to ask Landlock");
    for (String mechanism : mechanisms(jdk)) {
      JavaRun run = new JavaRun(jdk);
      Path folder = Files.createDirectory(run.directory().resolve("folder"));
      Path helper = Files.copy(Places.helper(), folder.resolve("helper"));
      Path library = NativeProgram.library("landlock", run.directory().resolve("library"), "-ldl");
      run.options(mechanism)
          .agent("shim=" + helper)
          .environment("FORBIDDEN", folder.toString())
          .main(
              Steps.class,
              Steps.SCORE,
              Steps.load(library.toString()),
              Steps.SCORE,
              Steps.SCORE,
              Steps.SCORE);
      assertThat(run.run())
          .succeeded()
          .hasScores(Score.TARGET, Score.TARGET, Score.TARGET, Score.TARGET)
          .saidOnce(
              "\\[openclaw-oom] the native helper <dir>/folder/helper is no longer used: .*"
                  + "Permission denied.*; sh is used .*");
    }
  }

  /** Ahead of the JDK's helper, where it has one, and inside of argv. */
  private static List<String> mechanisms(Jdk jdk) {
    String fork = LAUNCH + "FORK";
    return jdk.major() < FIRST_BY_DEFAULT ? List.of(fork) : List.of(LAUNCH + "POSIX_SPAWN", fork);
  }

  /** As in JDK 13 to 20, and in the first updates of 17 and 21, which are not at hand. */
  @EachJdk(from = FIRST_AT_ALL, otherwise = NONE)
  void theJdksHelperMayBeToldNothingButDescriptors(Jdk jdk) throws Exception {
    requireRoot();
    Ci.orSkip(Tool.isThere("gcc"), "relay: missing: gcc, to be an old JDK");
    Path directory = Places.newDirectory("nameless");
    Path real = Files.copy(Path.of(spawnHelper(jdk)), directory.resolve("real"));
    Path library =
        NativeProgram.library("nameless", directory.resolve("library"), "-DIN_JVM", "-ldl");
    Path program =
        NativeProgram.program(
            "nameless", directory.resolve("program"), "-DREAL=\"" + real + "\"", "-ldl");
    JavaRun run =
        new JavaRun(withSpawnHelper(jdk, program), directory)
            .options(LAUNCH + "POSIX_SPAWN")
            .prepare("export LD_PRELOAD=" + library)
            .agent("shim=native,log=debug")
            .main(Steps.class, Steps.SCORE, Steps.SCORE, "/none");
    assertThat(run.run())
        .succeeded()
        .hasScores(Score.TARGET, Score.TARGET)
        .saidOfSpawns(
            "\\[openclaw-oom] WRAPPED_NATIVE .*",
            "\\[openclaw-oom] WRAPPED_NATIVE .*",
            "\\[openclaw-oom] WOULD_NOT_START .*");
  }

  /** The JDK then fails in its own words, every time. */
  @EachJdk(from = FIRST_BY_DEFAULT, otherwise = "the JDK does not start processes by a helper")
  void theJdksHelperMayBeUnusable(Jdk jdk) throws Exception {
    requireRoot();
    Jdk broken = withSpawnHelper(jdk, Path.of("/dev/null"));
    String[] steps = {"/bin/true", "/bin/true"};
    Outcome without = new JavaRun(broken).main(Steps.class, steps).run().successful();
    String failure = "java\\.io\\.IOException: .*\n";
    assertThat(without).out().matches("(?s)" + failure + failure);
    assertThat(new JavaRun(broken).agent("shim=native").main(Steps.class, steps).run())
        .isSameAsOf(without);
  }

  private static void requireRoot() {
    Ci.orSkip(Ci.isRoot(), "relay: missing: root, to mount something");
  }

  /** As seen from here. */
  private static String spawnHelper(Jdk jdk) {
    String root = jdk.prefix().isEmpty() ? "" : jdk.prefix().get(1);
    return root + jdk.java().resolveSibling("../lib/jspawnhelper");
  }

  /** The JDK with another program in the place of its helper, in a mount namespace of its own. */
  private static Jdk withSpawnHelper(Jdk jdk, Path program) {
    List<String> prefix =
        new ArrayList<>(List.of("unshare", "--mount", "--propagation", "private", "sh", "-c"));
    prefix.add("mount --bind \"$0\" \"$1\" && shift && exec \"$@\"");
    prefix.addAll(List.of(program.toString(), spawnHelper(jdk)));
    prefix.addAll(jdk.prefix());
    return new Jdk(jdk.major(), jdk.label(), prefix, jdk.java());
  }
}
