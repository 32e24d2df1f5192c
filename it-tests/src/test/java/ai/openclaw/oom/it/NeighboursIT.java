package ai.openclaw.oom.it;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.probe.OwnLoader;
import ai.openclaw.oom.probe.Steps;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * Other agents in the same JVM, and what an application may stand in: spawns are as they are with
 * these alone.
 *
 * <p>Agents on a JDK 17, and those that start within a second on a JDK 25, too; with the system
 * property {@code oom.neighbours=all} each on all from 17 on.
 */
class NeighboursIT {
  private static final int FIRST = 17;
  private static final String OF_17 = "what it stands in is of 17";

  private static final List<String> ONE_BY_ONE =
      List.of(Steps.CAT, Steps.SCORE, "ls /none", "/none", Steps.property("advised"));

  private static final List<String> STEPS = List.copyOf(steps(List.of()));

  /**
   * Of one start, by whoever advises: of both methods of that name, and of the one that we weave.
   */
  private static final String NOTED =
      "(java.lang.ProcessBuilder.start ){2}java.lang.ProcessImpl.start (returned ){3}";

  /**
   * What others, and the JVM, say of this JVM's command line, which is another one with us; and
   * what the JVM says of others, sooner or later, with an empty line at its end.
   */
  private static final String ABOUT_OTHERS =
      "(?m)^(.*Unexpected JVM command line|\\[[\\d.]+s]\\[warning]\\[cds]|WARNING: ).*\n\n?";

  private static final Map<String, Outcome> ALONE = new HashMap<>();

  private enum Order {
    AHEAD,
    BEHIND,
    ATTACHED
  }

  @ParameterizedTest(name = "JDK {0}: {1}")
  @ArgumentsSource(EachNeighbour.class)
  @ExtendWith(Matrix.class)
  void besideAnotherAgent(Jdk jdk, String row, Neighbour neighbour, Order order) throws Exception {
    List<String> steps = steps(neighbour.steps());
    if (order == Order.ATTACHED) {
      steps.add(0, Steps.CAT);
      steps.add(1, Steps.attach(Places.agent().toString()));
    }
    JavaRun with = new JavaRun(jdk);
    if (order == Order.AHEAD) {
      with.agent("");
    }
    neighbour.into(with);
    if (order == Order.BEHIND) {
      with.agent("");
    }
    Outcome expected = alone(jdk, neighbour);
    Outcome actual = run(with, neighbour, steps);
    if (order == Order.ATTACHED) {
      assertThat(Outcome.scores(actual.out()).get(0)).isEqualTo(Score.OWN);
      actual = new Outcome(0, afterAttachment(actual.out()), actual.err());
    }
    assertSame(expected, actual);
  }

  /** The same for all orders. */
  private static Outcome alone(Jdk jdk, Neighbour neighbour) throws Exception {
    String key = jdk + " " + neighbour;
    if (!ALONE.containsKey(key)) {
      ALONE.put(key, run(neighbour.into(new JavaRun(jdk)), neighbour, steps(neighbour.steps())));
    }
    return ALONE.get(key);
  }

  /**
   * All kinds of starts.
   *
   * @param between what is done to the JVM before the second half of them; or nothing, and there is
   *     none
   */
  private static List<String> steps(List<String> between) {
    List<String> steps = new ArrayList<>(ONE_BY_ONE);
    if (!between.isEmpty()) {
      steps.addAll(between);
      steps.addAll(ONE_BY_ONE);
    }
    // Last, as notes of starts at once are no longer whole.
    steps.add(Steps.atOnce(4));
    return steps;
  }

  /** Ours would not be the first: what was noted of its own start does not count. */
  private static String afterAttachment(String out) {
    int line = out.indexOf(Steps.ATTACHED);
    String after = out.substring(out.indexOf('\n', line) + 1);
    return after.replaceAll("(?m)^" + NOTED + NOTED, "");
  }

  private static Outcome run(JavaRun run, Neighbour neighbour, List<String> steps)
      throws Exception {
    return run(
        run.classPath(neighbour.classPath()).main(Steps.class, steps.toArray(String[]::new)));
  }

  /** Of other versions than ours, which make classes while the application starts processes. */
  @EachJdk(from = FIRST, otherwise = OF_17)
  void besideAsmAndByteBuddyOfTheApplications(Jdk jdk) throws Exception {
    Outcome without = run(generating(jdk));
    assertThat(without).out().contains("byte-buddy4 ").contains("asm-9.5.jar");
    assertSame(without, run(generating(jdk).agent("")));
    Outcome attached = run(generating(jdk, Steps.attach(Places.agent().toString())));
    assertSame(without, new Outcome(0, afterAttachment(attached.out()), attached.err()));
  }

  private static JavaRun generating(Jdk jdk, String... before) {
    Path library = Places.library("generating");
    List<String> steps = new ArrayList<>(List.of(before));
    String generate = Steps.call("ai.openclaw.oom.lib.Generating", "take");
    steps.addAll(List.of(generate, Steps.SCORE, generate, "/none"));
    return new JavaRun(jdk)
        .classPath(Places.probes() + ":" + library.resolve("classes") + ":" + library.resolve("*"))
        .main(Steps.class, steps.toArray(String[]::new));
  }

  @EachJdk
  void underAnotherSystemClassLoader(Jdk jdk) throws Exception {
    for (boolean isFirst : new boolean[] {false, true}) {
      JavaRun without = ownLoader(jdk, isFirst);
      assertSame(run(without), run(ownLoader(jdk, isFirst).agent("")));
    }
  }

  private static JavaRun ownLoader(Jdk jdk, boolean isFirst) {
    return new JavaRun(jdk)
        .options(
            "-Djava.system.class.loader=" + OwnLoader.class.getName(), "-Down.first=" + isFirst)
        .main(Steps.class, STEPS.toArray(String[]::new));
  }

  @EachJdk(from = FIRST, otherwise = OF_17)
  void inSpringBootsJar(Jdk jdk) throws Exception {
    Path jar = springBootJar();
    assertSame(run(inJar(jdk, jar)), run(inJar(jdk, jar).agent("")));
  }

  private static JavaRun inJar(Jdk jdk, Path jar) {
    return new JavaRun(jdk)
        .classPath(jar.toString())
        .main("org.springframework.boot.loader.launch.JarLauncher", STEPS.toArray(String[]::new));
  }

  /** As the framework's own build lays it out: its loader, and ahead of it the application. */
  private static Path springBootJar() throws IOException {
    Path jar = Places.newDirectory("boot").resolve("application.jar");
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.putValue("Start-Class", Steps.class.getName());
    attributes.putValue("Spring-Boot-Classes", "BOOT-INF/classes/");
    attributes.putValue("Spring-Boot-Lib", "BOOT-INF/lib/");
    Path classes = Places.probeClasses();
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest);
        Stream<Path> loader = Files.list(Places.library("spring-boot-loader"));
        ZipFile in = new JarFile(loader.findFirst().orElseThrow().toFile());
        Stream<Path> probes = Files.walk(classes)) {
      for (ZipEntry entry : Collections.list(in.entries())) {
        if (entry.getName().startsWith("org/")) {
          out.putNextEntry(new JarEntry(entry.getName()));
          try (InputStream content = in.getInputStream(entry)) {
            content.transferTo(out);
          }
        }
      }
      out.putNextEntry(new JarEntry("BOOT-INF/classes/"));
      for (Path probe : probes.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new JarEntry("BOOT-INF/classes/" + classes.relativize(probe)));
        Files.copy(probe, out);
      }
    }
    return jar;
  }

  @EachJdk(from = FIRST, otherwise = OF_17)
  void inAnOsgiBundle(Jdk jdk) throws Exception {
    assertSame(
        run(driver(jdk, "felix", "Bundled")), run(driver(jdk, "felix", "Bundled").agent("")));
  }

  /** And it is collected, once undeployed. */
  @EachJdk(from = FIRST, otherwise = OF_17)
  void inTomcat(Jdk jdk) throws Exception {
    Outcome without = run(driver(jdk, "tomcat", "Tomcats"));
    Outcome with = run(driver(jdk, "tomcat", "Tomcats").agent(""));
    assertThat(without).out().endsWith("undeployed, and collected: true\n");
    assertSame(quiet(without), quiet(with));
  }

  /** Its log has the time in it. */
  private static Outcome quiet(Outcome outcome) {
    String ours =
        outcome.err().lines().filter(line -> line.startsWith("[openclaw")).collect(joining("\n"));
    return new Outcome(outcome.exit(), outcome.out(), ours);
  }

  private static JavaRun driver(Jdk jdk, String library, String driver) {
    Path folder = Places.library(library);
    return new JavaRun(jdk)
        .classPath(folder.resolve("classes") + ":" + folder.resolve("*"))
        .main("ai.openclaw.oom.lib." + driver);
  }

  private static Outcome run(JavaRun run) throws Exception {
    Outcome outcome = run.run().successful();
    return new Outcome(0, common(outcome.out()), common(outcome.err()));
  }

  private static String common(String text) {
    return text.replaceAll(ABOUT_OTHERS, "");
  }

  private static void assertSame(Outcome without, Outcome with) {
    assertThat(Outcome.withoutScores(with.out())).isEqualTo(Outcome.withoutScores(without.out()));
    assertThat(with.err()).isEqualTo(without.err());
    assertThat(Outcome.scores(without.out())).isNotEmpty().containsOnly(Score.OWN);
    assertThat(Outcome.scores(with.out())).containsOnly(Score.TARGET);
  }

  /** Each agent in each order. */
  static final class EachNeighbour implements ArgumentsProvider {
    @Override
    public Stream<? extends Arguments> provideArguments(
        ParameterDeclarations parameters, ExtensionContext test) {
      List<Arguments> all = new ArrayList<>();
      boolean onAll = "all".equals(System.getProperty("oom.neighbours"));
      for (Neighbour neighbour : Neighbour.values()) {
        List<Jdk> usual = neighbour.isSmall() ? Jdks.oneOfEach(17, 25) : Jdks.oneOfEach(17);
        for (Order order : Order.values()) {
          String row =
              "Neighbours." + (neighbour + " " + order).replace('_', ' ').toLowerCase(Locale.ROOT);
          for (Jdk jdk : Jdks.all()) {
            if (usual.contains(jdk) || onAll && jdk.major() >= FIRST) {
              all.add(Arguments.of(jdk, row, neighbour, order));
            } else {
              Matrix.note(test, row, jdk, Matrix.notApplicable("on demand"));
            }
          }
        }
      }
      return all.stream();
    }
  }
}
