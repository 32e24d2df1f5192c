package ai.openclaw.oom.it;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.probe.Steps;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;

/**
 * Kinds of JVMs: how they start processes, collect garbage, compile, and where their classes come
 * from. Each value stands at least once beside others; what they do with each other is nothing that
 * the agent has a part in.
 */
class KindsIT {
  private static final String LAUNCH = "-Djdk.lang.Process.launchMechanism=";

  /** A JVM's first start, one by a shell, one with an exit code, one that fails, many at once. */
  private static final String[] STEPS = {
    Steps.CAT, Steps.SCORE, "ls /none", "/none", Steps.atOnce(32), "/proc/self/exe"
  };

  /** What an archive is made of. */
  private static final String[] ARCHIVING = {Steps.CAT, "/none"};

  /** Of themselves JDKs up to 21 make none where there is an agent, whichever it is. */
  private static final String[] ARCHIVE_WITH_AGENT = {
    "-XX:+UnlockDiagnosticVMOptions",
    "-XX:+IgnoreUnrecognizedVMOptions",
    "-XX:+AllowArchivingWithJavaAgent"
  };

  /** What a JVM says of an archive that was made with other options, such as an agent. */
  private static final Pattern ABOUT_ARCHIVES =
      Pattern.compile("(?m)^(\\[[\\d.]+s]\\[\\w+ *]\\[(cds|aot)|.* VM warning: ).*\n");

  private static Path probes;

  private static final String ARCHIVES = "no such archive before 13";
  private static final String CACHES = "no cache before 25";

  @EachJdk(from = 9, otherwise = "no such mechanism before 9")
  void posixSpawnUnderG1(Jdk jdk) throws Exception {
    compare(jdk, LAUNCH + "POSIX_SPAWN", "-XX:+UseG1GC");
  }

  @EachJdk
  void vforkUnderSerial(Jdk jdk) throws Exception {
    compare(jdk, LAUNCH + "VFORK", "-XX:+UseSerialGC");
  }

  @EachJdk
  void forkUnderParallel(Jdk jdk) throws Exception {
    compare(jdk, LAUNCH + "FORK", "-XX:+UseParallelGC");
  }

  @EachJdk(from = 11, otherwise = "no ZGC before 11")
  void underZgc(Jdk jdk) throws Exception {
    compare(jdk, "-XX:+UnlockExperimentalVMOptions", "-XX:+UseZGC");
  }

  @EachJdk
  void interpreted(Jdk jdk) throws Exception {
    compare(jdk, "-Xint");
  }

  @EachJdk
  void compiledAtOnce(Jdk jdk) throws Exception {
    compare(jdk, "-Xcomp");
  }

  /** Each way to make an archive, and each to use it. */
  @EachJdk(from = 13, otherwise = ARCHIVES)
  void classDataArchives(Jdk jdk) throws Exception {
    // Newer ones make none with an agent, whichever it is.
    boolean[] ways = jdk.major() > 25 ? new boolean[] {false} : new boolean[] {false, true};
    archives(jdk, "-XX:ArchiveClassesAtExit=", "-XX:SharedArchiveFile=", ways);
  }

  @EachJdk(from = 25, otherwise = CACHES)
  void aotCaches(Jdk jdk) throws Exception {
    archives(jdk, "-XX:AOTCacheOutput=", "-XX:AOTCache=", false, true);
  }

  private static void archives(Jdk jdk, String making, String using, boolean... madeWithAgent)
      throws Exception {
    for (boolean madeWith : madeWithAgent) {
      Path archive = Places.newDirectory("archive").resolve("classes");
      JavaRun run = packed(jdk).options(making + archive).options(ARCHIVE_WITH_AGENT);
      run(run, madeWith, ARCHIVING);
      assertThat(archive).exists();
      compare(() -> packed(jdk).options(using + archive).options(ARCHIVE_WITH_AGENT));
    }
  }

  /** Nothing is there but what the agent cannot do without. */
  @EachJdk(from = 9, otherwise = "no modules before 9")
  void linkedRuntime(Jdk jdk) throws Exception {
    Path image = Places.newDirectory("jlink").resolve("image");
    List<String> link = new ArrayList<>(jdk.prefix());
    link.add(jdk.java().resolveSibling("jlink").toString());
    link.addAll(
        List.of("--add-modules", "java.base,java.instrument", "--output", image.toString()));
    Tool.run(link.toArray(String[]::new));
    Jdk linked = new Jdk(jdk.major(), jdk.label(), jdk.prefix(), image.resolve("bin/java"));
    compare(linked);
    Tool.run("rm", "-r", image.toString());
  }

  /** An archive remembers jars, and does without folders. */
  private static JavaRun packed(Jdk jdk) throws IOException {
    if (probes == null) {
      probes = Places.newDirectory("jar").resolve("probes.jar");
      String[] jar = {
        "--create", "--file", probes.toString(), "-C", Places.probeClasses() + "", "."
      };
      assertThat(ToolProvider.findFirst("jar").orElseThrow().run(System.out, System.err, jar))
          .isZero();
    }
    return new JavaRun(jdk).classPath(probes.toString());
  }

  private interface Making {
    JavaRun make() throws IOException;
  }

  private static void compare(Jdk jdk, String... options) throws Exception {
    compare(() -> new JavaRun(jdk).options(options));
  }

  private static void compare(Making run) throws Exception {
    Outcome without = run(run.make(), false, STEPS);
    Outcome with = run(run.make(), true, STEPS);
    assertThat(Outcome.withoutScores(with.out())).isEqualTo(Outcome.withoutScores(without.out()));
    assertThat(with.err()).isEqualTo(without.err());
    assertThat(Outcome.scores(without.out())).isNotEmpty().containsOnly(Score.OWN);
    assertThat(Outcome.scores(with.out())).containsOnly(Score.TARGET);
  }

  private static Outcome run(JavaRun run, boolean withAgent, String[] steps) throws Exception {
    JavaRun made = withAgent ? run.agent("") : run;
    Outcome outcome = made.main(Steps.class, steps).run().successful();
    return new Outcome(0, common(outcome.out()), common(outcome.err()));
  }

  private static String common(String text) {
    return ABOUT_ARCHIVES.matcher(text).replaceAll("");
  }
}
