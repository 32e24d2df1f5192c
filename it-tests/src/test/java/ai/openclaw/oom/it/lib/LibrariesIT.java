package ai.openclaw.oom.it.lib;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.it.Ci;
import ai.openclaw.oom.it.JavaRun;
import ai.openclaw.oom.it.Jdk;
import ai.openclaw.oom.it.Score;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Libraries work with the agent as they do without it, and every process of the trees that they
 * start is raised.
 */
@ExtendWith(Table.class)
class LibrariesIT {

  /** Of processes that set their own scores, once the agent has had the time to set them again. */
  private static final int BROWSER_FLOOR = 910;

  private static final Map<String, Transcript> WITHOUT = new HashMap<>();

  @ParameterizedTest(name = "JDK {1}: {0}, {2}")
  @MethodSource("each")
  void worksAndIsRaised(Library library, Jdk jdk, String shim) throws Exception {
    Needed.programs(library, jdk);
    compare(library, jdk, shim, run(library, jdk, BROWSER_FLOOR).agent("shim=" + shim));
  }

  /** In an OSGi bundle the woven call must get by with {@code java.*}. */
  @ParameterizedTest(name = "JDK {1}: {0}")
  @MethodSource("eachWithASurfaceOfItsOwn")
  void worksInALoaderThatHidesTheAgent(Library library, Jdk jdk) throws Exception {
    compare(library, jdk, "auto, hidden", LibraryRun.hidden(library, jdk).agent(""));
  }

  @Test
  void bothJdksAreThere() {
    List<Jdk> jdks = LibraryRun.jdks();
    Ci.orSkip(jdks.size() == 2, "of JDK 17 and 25 there is only " + jdks);
  }

  static Stream<Arguments> each() {
    return Stream.of(Library.values()).flatMap(LibrariesIT::eachShim);
  }

  /** What a browser's tree is like does not depend on the shim of its first process. */
  private static Stream<Arguments> eachShim(Library library) {
    List<String> shims = library.startsBrowser() ? List.of("auto") : List.of("auto", "sh");
    return shims.stream()
        .flatMap(shim -> jdks(library, shim).map(jdk -> Arguments.of(library, jdk, shim)));
  }

  private static Stream<Jdk> jdks(Library library, String shim) {
    List<Jdk> all = LibraryRun.jdks();
    all.stream()
        .filter(jdk -> jdk.major() < library.oldest())
        .forEach(jdk -> Table.note(library, shim, jdk, "n/a, needs " + library.oldest()));
    return all.stream().filter(jdk -> jdk.major() >= library.oldest());
  }

  static Stream<Arguments> eachWithASurfaceOfItsOwn() {
    return Stream.of(Library.PTY4J, Library.NUPROCESS, Library.JNR_POSIX)
        .flatMap(library -> LibraryRun.jdks().stream().map(jdk -> Arguments.of(library, jdk)));
  }

  private static void compare(Library library, Jdk jdk, String way, JavaRun run) throws Exception {
    Table.note(library, way, jdk, "FAILED");
    Transcript without = without(library, jdk);
    Transcript with = Transcript.of(run.run().successful());
    Table.note(library, way, jdk, "FAILED " + with.scores());
    assertThat(without.said()).isNotEmpty();
    assertThat(with.said()).isEqualTo(without.said());
    assertThat(with.agentsLines()).isEmpty();
    if (!library.startsBrowser()) {
      assertThat(with.trees()).hasSameSizeAs(without.trees());
    }
    assertThat(with.trees())
        .as("processes seen")
        .isNotEmpty()
        .allSatisfy(tree -> assertThat(tree.score()).isGreaterThanOrEqualTo(floor(library, tree)));
    Table.note(library, way, jdk, "ok " + with.scores());
  }

  private static int floor(Library library, Transcript.Tree tree) {
    return library.startsBrowser() && tree.depth() > 1 ? BROWSER_FLOOR : Score.TARGET;
  }

  private static synchronized Transcript without(Library library, Jdk jdk) throws Exception {
    String key = library + " " + jdk;
    if (!WITHOUT.containsKey(key)) {
      Transcript transcript = Transcript.of(run(library, jdk, 0).run().successful());
      assertThat(transcript.trees())
          .as("not raised without the agent")
          .anySatisfy(tree -> assertThat(tree.score()).isEqualTo(Score.OWN));
      WITHOUT.put(key, transcript);
    }
    return WITHOUT.get(key);
  }

  private static JavaRun run(Library library, Jdk jdk, int floor) throws Exception {
    if (library == Library.MCP) {
      return LibraryRun.plain(library, jdk, Needed.mcpServer());
    }
    JavaRun run = LibraryRun.plain(library, jdk, Integer.toString(floor));
    // Playwright unpacks its Node there.
    return run.options("-Djava.io.tmpdir=" + run.directory());
  }
}
