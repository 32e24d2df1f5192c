package ai.openclaw.oom.it.lib;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.it.JavaRun;
import ai.openclaw.oom.it.Jdk;
import ai.openclaw.oom.it.Outcome;
import ai.openclaw.oom.it.Places;
import java.util.List;
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
    assertThat(jdks()).isNotEmpty();
    for (Jdk jdk : jdks()) {
      assertThat(load(jdk, jar, className)).printed("loaded " + className + "\n").saidNothing();
    }
  }

  /** The first of the 3.x had no attributes, and is not woven. */
  @ParameterizedTest
  @MethodSource("jdks")
  void namedIfNotKnown(Jdk jdk) throws Exception {
    assertThat(load(jdk, "jnr-posix-3.0.1", JNR_POSIX))
        .printed("loaded " + JNR_POSIX + "\n")
        .saidLinesMatching(leftAlone(JNR_POSIX));
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void worksIfNotKnown(Jdk jdk) throws Exception {
    assertThat(new JavaRun(jdk).agent("").main(NUPROCESS).run())
        .succeeded()
        .printed("exit 3\n")
        .saidLinesMatching(leftAlone(NUPROCESS));
  }

  private static Outcome load(Jdk jdk, String jar, String className) throws Exception {
    String file = Places.library("descriptors").resolve(jar + ".jar").toString();
    return new JavaRun(jdk)
        .agent("")
        .main("ai.openclaw.oom.probe.Loads", file, className)
        .run()
        .successful();
  }

  private static String leftAlone(String className) {
    return "\\[openclaw-oom] " + className + " is left alone, its children are not raised: .+";
  }
}
