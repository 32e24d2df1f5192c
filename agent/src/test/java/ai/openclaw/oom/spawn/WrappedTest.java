package ai.openclaw.oom.spawn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WrappedTest {
  private static final String EXEC = "exec \"$0\" \"$@\"";
  private static final String OURS = "{ echo 1000 > /proc/self/oom_score_adj; } 2>&-; ";
  private static final String CLASSIC = "echo 1000 > /proc/self/oom_score_adj 2>/dev/null; ";

  static List<Arguments> commands() {
    return List.of(
        yes("/bin/sh", "-c", OURS + EXEC, "ls"),
        yes("sh", "-c", OURS.replace("1000", "1") + EXEC, "ls", "-l", "a b"),
        yes("/bin/sh", "-c", CLASSIC + EXEC, "ls"),
        yes("/usr/bin/sh", "-c", CLASSIC.replace("1000", "300") + EXEC, "ls"),
        yes("oom-shim-x86_64", "1000", "/bin/ls", "ls"),
        yes("/opt/oom-shim-aarch64", "1", "/bin/ls", "ls", "-l"),
        no("ls"),
        no("/bin/sh"),
        no("/bin/sh", "-c", OURS + EXEC),
        no("/bin/bash", "-c", OURS + EXEC, "ls"),
        no("/bin/sh", "-xc", OURS + EXEC, "ls"),
        no("/bin/sh", "-e", "-c", OURS + EXEC, "ls"),
        no("/bin/sh", "-c", EXEC, "ls"),
        no("/bin/sh", "-c", OURS + "\"$0\" \"$@\"", "ls"),
        no("/bin/sh", "-c", OURS + EXEC + "; true", "ls"),
        no("/bin/sh", "-c", OURS.replace("1000", "") + EXEC, "ls"),
        yes("/bin/sh", "-c", CLASSIC.replace("1000", "909") + EXEC, "ls"),
        no("oom-shim-x86_64", "", "/bin/ls", "ls"),
        no("/bin/sh", "-c", OURS.replace("1000", "-5") + EXEC, "ls"),
        no("/bin/sh", "-c", OURS.replace("1000", "$X") + EXEC, "ls"),
        no("/bin/sh", "-c", OURS.replace("self", "1") + EXEC, "ls"),
        no("/bin/sh", "-c", CLASSIC.replace("adj 2>", "adj; 2>") + EXEC, "ls"),
        no("/bin/sh", "-c", "true; " + OURS + EXEC, "ls"),
        no("oom-shim-x86_64", "1000", "/bin/ls"),
        no("oom-shim-x86_64", "ls", "/bin/ls", "ls"),
        no("my-oom-shim-x86_64", "1000", "/bin/ls", "ls"),
        no("oom-shim", "1000", "/bin/ls", "ls"));
  }

  private static Arguments yes(String... argv) {
    return Arguments.of(true, argv);
  }

  private static Arguments no(String... argv) {
    return Arguments.of(false, argv);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void isRecognised(boolean expected, String[] argv) {
    assertThat(Wrapped.isWrapped(argv[0], argv)).isEqualTo(expected);
  }

  @Test
  void withVariablesHandedBack() {
    Map<String, String> environment = Map.of("ENV", "e", "BASH_ENV", "b", "CDPATH", "c");
    String handBack = ShellEnvironment.handBack(ShellEnvironment.changes(environment, true));
    assertThat(handBack).contains("export CDPATH=");
    isRecognised(true, new String[] {"/bin/sh", "-c", OURS + handBack + EXEC, "ls"});
  }
}
