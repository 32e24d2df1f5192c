package ai.openclaw.oom.it;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.probe.Restored;
import ai.openclaw.oom.probe.Steps;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;

/**
 * What becomes of a JVM that is restored from a checkpoint, which no JDK here can do: its
 * environment changes while it runs, and so does its memory group.
 */
class RestoredIT {
  private static final int LIMIT_MIB = 512;
  private static final String OPT_OUT = "OPENCLAW_CHILD_OOM_SCORE_ADJ=";
  private static final String USUAL = ":/usr/sbin:/usr/bin:/sbin:/bin";

  /** Each way to find the command, and a start that fails. */
  private static final List<String> STARTS =
      List.of(Steps.CAT, Steps.SCORE, Restored.INHERITED, Restored.WITH_MAP, "/none");

  private static final int SCORES = 4;

  private static Path first;
  private static Path second;
  private static Path library;

  /** One command by the same name in two folders. */
  @BeforeAll
  static void make() throws Exception {
    Ci.orSkip(Tool.isThere("gcc"), "restored: missing: gcc");
    Path folder = Places.newDirectory("restored");
    first = tool(folder, "first");
    second = tool(folder, "second");
    library = NativeProgram.library("restore", folder.resolve("restore.so"));
  }

  private static Path tool(Path parent, String name) throws Exception {
    Path folder = Files.createDirectory(parent.resolve(name));
    Path tool = Files.writeString(folder.resolve(Restored.TOOL), "#!/bin/cat\n" + name + "\0");
    assertThat(tool.toFile().setExecutable(true)).isTrue();
    // What was written a moment ago is given no shell.
    Files.setLastModifiedTime(tool, FileTime.fromMillis(0));
    return folder;
  }

  @EachJdk
  void inAnotherEnvironment(Jdk jdk) throws Exception {
    List<String> steps = new ArrayList<>(STARTS);
    // A name and a variable that a shell would not hand on.
    add(steps, "PATH=" + second + USUAL, "a.b=c", "IFS=x");
    add(steps, OPT_OUT + "off");
    add(steps, OPT_OUT + "on", "PATH=" + first + USUAL);
    Outcome without = run(jdk, "", steps).run().successful();
    assertThat(without).out().contains("second").contains("a.b=c").contains("IFS=x");
    assertThat(Outcome.scores(without.out())).containsOnly(Score.OWN);
    for (Shim shim : Shim.values()) {
      assertIsRaised(without, run(jdk, "", steps).agent(shim.argument));
    }
    // Where the helper goes inside of argv, it is told which file to execute.
    without = run(jdk, "FORK", steps).run().successful();
    assertIsRaised(without, run(jdk, "FORK", steps).agent(Shim.AUTO.argument));
  }

  private static void assertIsRaised(Outcome without, JavaRun raising) throws Exception {
    Outcome with = raising.run().successful();
    assertThat(Outcome.withoutScores(with.out())).isEqualTo(Outcome.withoutScores(without.out()));
    assertThat(with.err()).isEqualTo(without.err());
    assertThat(Outcome.scores(with.out())).isEqualTo(scores());
  }

  private static void add(List<String> steps, String... variables) {
    steps.add(Restored.restore(library.toString(), variables));
    steps.addAll(STARTS);
  }

  /** Before, after the first and the third change; and none after the second. */
  private static List<Integer> scores() {
    List<Integer> scores = new ArrayList<>(Collections.nCopies(4 * SCORES, Score.TARGET));
    Collections.fill(scores.subList(2 * SCORES, 3 * SCORES), Score.OWN);
    return scores;
  }

  private static JavaRun run(Jdk jdk, String mechanism, List<String> steps) throws Exception {
    JavaRun run = new JavaRun(jdk).environment("PATH", first + USUAL);
    if (jdk.major() > 8) {
      run.options("--add-opens=java.base/java.lang=ALL-UNNAMED");
    }
    if (!mechanism.isEmpty()) {
      run.options("-Djdk.lang.Process.launchMechanism=" + mechanism);
    }
    return run.main(Steps.class, steps.toArray(String[]::new));
  }

  @EachJdk
  void inAnotherMemoryGroup(Jdk jdk) throws Exception {
    try (V1Group before = V1Group.create(LIMIT_MIB);
        V1Group after = V1Group.create(LIMIT_MIB)) {
      String group = "grep :memory: /proc/self/cgroup";
      String move = Steps.write("0", after.folder().resolve("cgroup.procs").toString());
      String[] steps = {Steps.CAT, group, move, group, Steps.CAT, Steps.SCORE, "/none"};
      JavaRun run = new JavaRun(jdk).prepare(before.enter()).main(Steps.class, steps);
      Outcome without = run.run().successful();
      assertThat(without).out().contains("/" + before.folder().getFileName());
      assertThat(without).out().contains("/" + after.folder().getFileName());
      JavaRun raising = new JavaRun(jdk).prepare(before.enter()).main(Steps.class, steps);
      Outcome with = raising.agent("").run().successful();
      assertThat(Outcome.withoutScores(with.out())).isEqualTo(Outcome.withoutScores(without.out()));
      assertThat(with.err()).isEqualTo(without.err());
      assertThat(Outcome.scores(with.out())).hasSize(3).containsOnly(Score.TARGET);
    }
  }
}
