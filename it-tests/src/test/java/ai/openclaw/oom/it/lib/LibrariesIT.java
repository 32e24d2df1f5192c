package ai.openclaw.oom.it.lib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.openclaw.oom.it.Ci;
import ai.openclaw.oom.it.Comparison;
import ai.openclaw.oom.it.JavaRun;
import ai.openclaw.oom.it.Jdk;
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

  private static final int TARGET = 1000;

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
        .flatMap(shim -> LibraryRun.jdks().stream().map(jdk -> Arguments.of(library, jdk, shim)));
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
    assertEquals(without.said(), with.said());
    assertEquals("", with.agentsLines());
    if (!library.startsBrowser()) {
      assertEquals(without.trees().size(), with.trees().size(), with::toString);
    }
    assertFalse(with.trees().isEmpty(), "no child was seen");
    for (Transcript.Tree tree : with.trees()) {
      boolean ofBrowser = library.startsBrowser() && tree.depth() > 1;
      assertTrue(tree.score() >= (ofBrowser ? BROWSER_FLOOR : TARGET), with.trees()::toString);
    }
    Table.note(library, way, jdk, "ok " + with.scores());
  }

  private static synchronized Transcript without(Library library, Jdk jdk) throws Exception {
    String key = library + " " + jdk;
    if (!WITHOUT.containsKey(key)) {
      Transcript transcript = Transcript.of(run(library, jdk, 0).run().successful());
      assertTrue(
          transcript.trees().stream().anyMatch(tree -> tree.score() == Comparison.OWN_SCORE),
          () -> "raised without the agent: " + transcript.trees());
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
