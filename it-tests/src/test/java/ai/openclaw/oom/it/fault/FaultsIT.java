package ai.openclaw.oom.it.fault;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.it.Ci;
import ai.openclaw.oom.it.JavaRun;
import ai.openclaw.oom.it.Jdk;
import ai.openclaw.oom.it.Jdks;
import ai.openclaw.oom.it.Outcome;
import ai.openclaw.oom.it.Score;
import ai.openclaw.oom.it.Tool;
import ai.openclaw.oom.probe.Steps;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever is wrong around a JVM or in it, a spawn gives what it gives without the agent: exit
 * code, both streams, the exception's own text.
 *
 * <p>On the JDK that runs the tests; with the system property {@code oom.faults=all} on all that
 * are not in a root of their own, with any other value only the faults whose names contain it.
 */
@ExtendWith(FaultTable.class)
class FaultsIT {
  private static final String OURS = "[openclaw-oom] ";

  /** What the JVM itself says of what it runs out of, at some time and of some address. */
  private static final Pattern JVMS =
      Pattern.compile(
          "(?m)^(\\[[\\d.]+s]\\[warning]|(OpenJDK .*|#.*) VM (warning|info):"
              + "|\\*\\*\\* java\\.lang\\.instrument ASSERTION FAILED).*\n");

  private static final Pattern FAILURE = Pattern.compile("(error[=:] ?\\d+|\\w+Error)");

  @TempDir private static Path stage;

  @BeforeAll
  static void prepare() throws Exception {
    Ci.orSkip(Ci.isRoot(), "faults: missing: root, to make them in namespaces");
    Ci.orSkip(Tool.isThere("gcc"), "faults: missing: gcc, for libraries that make them");
    Tool.run("chmod", "755", stage.toString());
    Scene.prepare(stage);
  }

  static Stream<Arguments> each() {
    String asked = System.getProperty("oom.faults", "");
    boolean onAll = asked.equals("all");
    // Other roots see nothing of the stage.
    List<Jdk> jdks =
        onAll
            ? Jdks.all().stream().filter(jdk -> jdk.prefix().isEmpty()).toList()
            : List.of(Jdks.running());
    return Fault.all()
        .filter(fault -> onAll || fault.name.contains(asked))
        .flatMap(fault -> jdks.stream().map(jdk -> Arguments.of(jdk, fault)));
  }

  @ParameterizedTest(name = "JDK {0}: {1}")
  @MethodSource("each")
  void sameAsWithout(Jdk jdk, Fault fault) throws Exception {
    Map<String, Outcome> without = new HashMap<>();
    for (Way way : Way.values()) {
      if (!without.containsKey(way.launch)) {
        without.put(way.launch, run(fault.arranged(Scene.in(stage, jdk)), way));
      }
    }
    FaultTable.begin(fault, jdk, summary(without.get(Way.AHEAD.launch)));
    for (Way way : Way.values()) {
      FaultTable.note(fault, jdk, way, "FAILED", List.of());
      Scene scene = fault.arranged(Scene.in(stage, jdk));
      scene.run.options(JavaRun.agentOption(scene.jar(), fault.argument(way)));
      Outcome with = run(scene, way);
      check(fault, way, with, without.get(way.launch));
      FaultTable.note(fault, jdk, way, cell(fault, with), said(with));
    }
  }

  private static Outcome run(Scene scene, Way way) throws Exception {
    Outcome raw = way.launching(scene.run).main(Steps.class, scene.steps).run();
    return new Outcome(raw.exit(), common(raw.out()), common(raw.err()));
  }

  /** Without what differs from run to run. */
  private static String common(String text) {
    return JVMS.matcher(text)
        .replaceAll("")
        .replaceAll("(child|pid:) \\d+", "$1 <pid>")
        .replace(stage.toString(), "<stage>")
        .replaceAll("<stage>/(run|agent|tmp)-\\d+", "<stage>/$1");
  }

  private static void check(Fault fault, Way way, Outcome with, Outcome without) {
    String about = fault + ", " + way.label + ", without: " + without + ", with: " + with;
    assertThat(with.exit()).as(about).isEqualTo(without.exit());
    assertThat(Outcome.withoutScores(with.out()))
        .as(about)
        .isEqualTo(Outcome.withoutScores(without.out()))
        .isNotEmpty();
    assertThat(with.err().lines().filter(line -> !line.startsWith(OURS)))
        .as(about)
        .containsExactlyElementsOf(without.err().lines().toList());
    checkScores(fault, about, with, without, fault.scores(way));
    List<String> said = said(with);
    List<String> patterns = fault.lines(way);
    if (fault.mayBeSilent()) {
      assertThat(said).as(about).allMatch(line -> patterns.stream().anyMatch(line::matches));
      return;
    }
    assertThat(said).as(about).hasSameSizeAs(patterns);
    IntStream.range(0, said.size())
        .forEach(i -> assertThat(said.get(i)).as(about).matches(patterns.get(i)));
  }

  private static void checkScores(
      Fault fault, String about, Outcome with, Outcome without, List<Integer> expected) {
    List<Integer> scores = Outcome.scores(with.out());
    if (!fault.isScored()) {
      assertThat(scores).as(about).isEmpty();
      return;
    }
    assertThat(Outcome.scores(without.out())).as(about).isNotEmpty().containsOnly(Score.OWN);
    if (expected.size() == 1) {
      assertThat(scores).as(about).containsOnly(expected.get(0));
    } else {
      assertThat(scores).as(about).isEqualTo(expected);
    }
  }

  private static List<String> said(Outcome with) {
    return with.err()
        .lines()
        .filter(line -> line.startsWith(OURS))
        .map(line -> line.substring(OURS.length()))
        .toList();
  }

  private static String cell(Fault fault, Outcome with) {
    Stream<String> scores =
        Outcome.scores(with.out()).stream().distinct().map(score -> Integer.toString(score));
    return fault.isScored() ? "same, " + scores.collect(joining(", ")) : "same";
  }

  /** How the starts of a run ended. */
  private static String summary(Outcome without) {
    String failures =
        FAILURE
            .matcher(without.out())
            .results()
            .map(result -> result.group(1))
            .distinct()
            .collect(joining(", "));
    long run = without.out().lines().filter(line -> line.contains("exit=")).count();
    String end = "exit " + without.exit() + ", " + run + " run";
    return failures.isEmpty() ? end : end + "; " + failures;
  }
}
