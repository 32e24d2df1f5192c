package ai.openclaw.oom.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Real memory pressure and real kills: the demo, several rounds, with the kernel's own counts. */
@Isolated
class OomKillIT {

  private static final int ROUNDS = Ci.isCi() ? 10 : 3;

  @Test
  void gatewayDiesWithoutTheAgentAndLivesWithIt() throws Exception {
    Path log = Places.newDirectory("oom-kill").resolve("stdout");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process demo =
        new ProcessBuilder(
                java, "-jar", Places.demo().toString(), "--plain", "--rounds", "" + ROUNDS)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    int exit = demo.waitFor();
    List<String> lines = Files.readAllLines(log);
    boolean noGroup = lines.stream().anyMatch(line -> line.startsWith("group=none"));
    Ci.orSkip(!noGroup, "no memory group can be made here, so nothing is killed: " + lines);
    assertThat(lines)
        .filteredOn(line -> line.startsWith("without.killed="))
        .hasSize(ROUNDS)
        .containsOnly("without.killed=gateway");
    assertThat(lines)
        .filteredOn(line -> line.startsWith("with.killed="))
        .hasSize(ROUNDS)
        .containsOnly("with.killed=child");
    assertThat(exit).as(lines::toString).isZero();
  }
}
