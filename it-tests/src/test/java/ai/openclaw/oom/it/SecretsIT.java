package ai.openclaw.oom.it;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.probe.OneChild;
import java.nio.file.Files;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the application hands to a child can be read where it could be read before, and only there.
 */
class SecretsIT {
  private static final String IN_ENVIRONMENT = "secret-of-the-environment";
  private static final String IN_ARGUMENT = "secret-of-the-arguments";

  /** The child shows its own command line, in one line, and what it has for an environment. */
  private static final String SHOW = "tr '\\0' ' ' </proc/$$/cmdline; echo; env";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "shim=native",
        "shim=sh,shell-env=strip",
        "shim=sh,shell-env=restore",
        "shim=parent",
        "shim=sh,exclude=sh"
      })
  void nothingOfEnvironmentOrArgumentsIsSaid(String options) throws Exception {
    JavaRun run =
        new JavaRun(Jdks.running())
            .agent("log=debug,jmx=true," + options)
            .environment("PASSWORD", IN_ENVIRONMENT)
            .environment("CDPATH", IN_ENVIRONMENT)
            .main(OneChild.class, "sh", "-c", "(" + SHOW + ") >shown", "sh", IN_ARGUMENT);
    Outcome outcome = run.run();
    assertThat(outcome).succeeded().err().contains("[openclaw-oom] ");
    assertThat(outcome).err().doesNotContain(IN_ENVIRONMENT).doesNotContain(IN_ARGUMENT);
    String[] shown = Files.readString(run.directory().resolve("shown")).split("\n", 2);
    assertThat(shown[0]).contains(IN_ARGUMENT).doesNotContain(IN_ENVIRONMENT);
    assertThat(shown[1]).contains("PASSWORD=" + IN_ENVIRONMENT);
  }
}
