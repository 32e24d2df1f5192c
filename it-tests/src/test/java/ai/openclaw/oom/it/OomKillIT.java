package ai.openclaw.oom.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Real memory pressure and real kills: the demo, several rounds, with the kernel's own counts. */
@Isolated
class OomKillIT {

  private static final int ROUNDS = Ci.isCi() ? 10 : 3;
  private static final int GUARDED_ROUNDS = 2;

  private final List<String> lines = new ArrayList<>();

  @Test
  void gatewayDiesWithoutTheAgentAndLivesWithIt() throws Exception {
    int exit = demo("--plain", "--rounds", "" + ROUNDS);
    assertEach(ROUNDS, "without.killed=", "gateway");
    assertEach(ROUNDS, "with.killed=", "child");
    assertEach(ROUNDS, "with.child.killed_by=", "kernel");
    assertThat(exit).as(lines::toString).isZero();
  }

  @Test
  void withAGuardTheKernelHasNothingToDo() throws Exception {
    int exit = demo("--guard", "--plain", "--rounds", "" + GUARDED_ROUNDS);
    assertEach(GUARDED_ROUNDS, "without.gateway.killed_by=", "kernel");
    assertEach(GUARDED_ROUNDS, "with.killed=", "child");
    assertEach(GUARDED_ROUNDS, "with.child.killed_by=", "guard");
    assertEach(GUARDED_ROUNDS, "with.oom_kills=", "0");
    assertThat(exit).as(lines::toString).isZero();
  }

  private int demo(String... options) throws Exception {
    Path log = Places.newDirectory("oom-kill").resolve("stdout");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command = new ArrayList<>(List.of(java, "-jar", Places.demo().toString()));
    command.addAll(List.of(options));
    int exit =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    lines.addAll(Files.readAllLines(log));
    boolean noGroup =
        lines.stream()
            .anyMatch(line -> line.startsWith("group=none") || line.contains("can be made here"));
    Ci.orSkip(!noGroup, "no memory group can be made here, so nothing is killed: " + lines);
    return exit;
  }

  private void assertEach(int rounds, String key, String value) {
    assertThat(lines)
        .filteredOn(line -> line.startsWith(key))
        .hasSize(rounds)
        .containsOnly(key + value);
  }
}
