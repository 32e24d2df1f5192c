package ai.openclaw.oom.it.lib;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.openclaw.oom.it.JavaRun;
import ai.openclaw.oom.it.Jdk;
import ai.openclaw.oom.it.Outcome;
import ai.openclaw.oom.it.Places;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A spawn method is woven if it is the one that the agent knows, and else left alone. */
class DescriptorsIT {

  private static final String PTY4J = "com.pty4j.unix.NativePtyExecutor";
  private static final String NUPROCESS = "com.zaxxer.nuprocess.linux.LinuxProcess";
  private static final String JNR_POSIX = "jnr.posix.BaseNativePOSIX";

  static List<Jdk> jdks() {
    return LibraryRun.jdks();
  }

  /** Older versions than those that {@link LibrariesIT} runs. */
  @ParameterizedTest
  @CsvSource({
    "pty4j-0.12.3, " + PTY4J,
    "pty4j-0.12.35, " + PTY4J,
    "nuprocess-2.0.0, " + NUPROCESS,
    "jnr-posix-3.0.61, " + JNR_POSIX
  })
  void knownInOlderVersions(String jar, String className) throws Exception {
    for (Jdk jdk : jdks()) {
      Outcome outcome = load(jdk, jar, className);
      assertEquals("loaded " + className + "\n", outcome.out());
      assertEquals("", outcome.err());
    }
  }

  /** The first of the 3.x had no attributes, and is not woven. */
  @ParameterizedTest
  @MethodSource("jdks")
  void namedIfNotKnown(Jdk jdk) throws Exception {
    Outcome outcome = load(jdk, "jnr-posix-3.0.1", JNR_POSIX);
    assertEquals("loaded " + JNR_POSIX + "\n", outcome.out());
    assertOneWarning(JNR_POSIX, outcome);
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void worksIfNotKnown(Jdk jdk) throws Exception {
    Outcome outcome = new JavaRun(jdk).agent("").main(NUPROCESS).run().successful();
    assertEquals("exit 3\n", outcome.out());
    assertOneWarning(NUPROCESS, outcome);
  }

  private static Outcome load(Jdk jdk, String jar, String className) throws Exception {
    String file = Places.library("descriptors").resolve(jar + ".jar").toString();
    return new JavaRun(jdk)
        .agent("")
        .main("ai.openclaw.oom.probe.Loads", file, className)
        .run()
        .successful();
  }

  private static void assertOneWarning(String className, Outcome outcome) {
    String line =
        "\\[openclaw-oom] " + className + " is left alone, its children are not raised:.*";
    List<String> lines = outcome.err().lines().toList();
    assertEquals(1, lines.size(), outcome::toString);
    assertEquals(1, Stream.of(lines.get(0)).filter(l -> l.matches(line)).count(), outcome.err());
  }
}
