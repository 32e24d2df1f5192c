package ai.openclaw.oom;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rooms and their arrows, as CONTRIBUTING draws them: no other may come in unseen. */
class RoomsTest {
  private static final String OURS = "ai.openclaw.oom.";

  /** Which rooms each may name. */
  private static final Map<String, Set<String>> ARROWS =
      Map.ofEntries(
          Map.entry("agent", Set.of()),
          Map.entry(
              "assembly",
              Set.of(
                  "group", "guard", "hold", "hook", "linux", "log", "nest", "report", "shim",
                  "spawn", "surface", "watch")),
          Map.entry("cli", Set.of("assembly", "group", "linux", "log", "shim", "spawn")),
          Map.entry("group", Set.of()),
          Map.entry("guard", Set.of("group", "linux", "log", "report", "shim", "spawn", "watch")),
          Map.entry("hold", Set.of("linux", "log", "nest", "report", "spawn", "watch")),
          Map.entry("hook", Set.of("linux", "log", "report", "spawn", "surface", "watch")),
          Map.entry("linux", Set.of()),
          Map.entry("log", Set.of()),
          Map.entry("nest", Set.of("linux", "log")),
          Map.entry("report", Set.of("group", "linux", "log", "spawn", "watch")),
          Map.entry("shim", Set.of("linux", "log", "spawn")),
          Map.entry("spawn", Set.of("linux")),
          Map.entry("surface", Set.of("linux", "log", "shim", "spawn")),
          Map.entry("watch", Set.of("linux", "log", "spawn")),
          Map.entry("weave", Set.of("hook", "log")));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("ai.openclaw.oom");

  static Set<String> rooms() {
    Set<String> rooms = new TreeSet<>();
    for (JavaClass type : CLASSES) {
      rooms.add(type.getPackageName().substring(OURS.length()).replaceAll("\\..*", ""));
    }
    return rooms;
  }

  @Test
  void everyRoomIsDrawn() {
    assertThat(rooms()).isEqualTo(new TreeMap<>(ARROWS).keySet());
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void namesOnlyWhatItMay(String room) {
    String[] known = {OURS + room + ".."};
    String[] allowed =
        ARROWS.get(room).stream().map(other -> OURS + other + "..").toArray(String[]::new);
    ArchRuleDefinition.classes()
        .that()
        .resideInAPackage(known[0])
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(known)
                .or(resideInAnyPackage(allowed))
                .or(resideOutsideOfPackage("ai.openclaw.oom..")))
        .check(CLASSES);
  }

  @Test
  void goNowhereInCircles() {
    slices().matching(OURS + "(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  /** The decision asks what it is handed, and nobody else. */
  @Test
  void theDecisionTouchesNoFileAndNoProcess() {
    ArchRuleDefinition.noClasses()
        .that()
        .resideInAPackage(OURS + "spawn..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.io..", "java.nio..", "java.lang.management..")
        .check(CLASSES);
  }

  @Test
  void onlyTheWeaverKnowsAsm() {
    ArchRuleDefinition.noClasses()
        .that()
        .resideOutsideOfPackage(OURS + "weave..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("net.bytebuddy.jar..")
        .check(CLASSES);
  }

  @Test
  void onlyTheToolsKnowWhatReadsCommandLines() {
    ArchRuleDefinition.noClasses()
        .that()
        .resideOutsideOfPackage(OURS + "cli..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.commons.cli..", "net.bytebuddy.agent..")
        .check(CLASSES);
  }

  /** Each arrow of the table is drawn, and nothing besides. */
  @Test
  void thePictureInContributingIsThisOne() throws IOException {
    Path contributing = Path.of(System.getProperty("basedir"), "../CONTRIBUTING.md");
    Set<String> drawn = new TreeSet<>();
    for (String line : Files.readAllLines(contributing)) {
      String[] ends = line.trim().split(" --> ");
      if (ends.length == 2) {
        for (String to : ends[1].split(" & ")) {
          drawn.add(ends[0] + " -> " + to);
        }
      }
    }
    Set<String> expected = new TreeSet<>();
    ARROWS.forEach((room, others) -> others.forEach(o -> expected.add(room + " -> " + o)));
    assertThat(drawn).containsAll(List.of("assembly -> hook")).isEqualTo(expected);
  }
}
