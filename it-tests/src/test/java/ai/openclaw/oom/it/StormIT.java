package ai.openclaw.oom.it;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.probe.Storm;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * More children, and more kills, than a service sees in a day. {@code -Dstorm.spawns=100000},
 * {@code -Dstorm.kills=1000} and {@code -Dit.deadline=SECONDS} make more of it than CI can wait
 * for.
 */
@Isolated
class StormIT {
  private static final int SPAWNS = Integer.getInteger("storm.spawns", 5000);
  private static final int KILLS = Integer.getInteger("storm.kills", 50);
  private static final int LIMIT_MIB = 256;

  @Test
  void everySpawnIsAsWithoutTheAgentAndNothingGrows() throws Exception {
    Endurance without =
        new Endurance(
            SPAWNS + " spawns without",
            Endurance.jvm().main(Storm.class, Storm.SPAWNS, "" + SPAWNS).run().successful());
    without.print();
    Outcome outcome = Endurance.jvm().agent("").main(Storm.class, Storm.SPAWNS, "" + SPAWNS).run();
    assertThat(outcome).succeeded().saidNothing();
    Endurance with = new Endurance(SPAWNS + " spawns with", outcome);
    with.print();
    assertThat(sum(with)).isEqualTo(sum(without));
    with.assertFlat(Storm.THREADS);
  }

  private static String sum(Endurance run) {
    List<String> lines = run.lines().filter(line -> line.startsWith("sum ")).toList();
    assertThat(lines).hasSize(1);
    return lines.get(0);
  }

  @Test
  void theJvmOutlivesEveryKillAndReportsEachOnce() throws Exception {
    Path grow = NativeProgram.build("grow", "storm");
    try (V1Group group = V1Group.create(LIMIT_MIB)) {
      JavaRun run = Endurance.jvm().prepare(group.enter()).agent("");
      Outcome outcome = run.main(Storm.class, Storm.KILLS, "" + KILLS, grow.toString()).run();
      assertThat(outcome).succeeded();
      Endurance kills = new Endurance(KILLS + " kills", outcome);
      kills.print();
      assertThat(outcome)
          .out()
          .endsWith("\nkilled " + KILLS + ", echoed " + KILLS + ", complete true\n");
      assertThat(kills.doomed()).hasSize(KILLS);
      kills.assertKillsAreReported();
      assertThat(group.oomKills()).isEqualTo(KILLS);
      kills.assertFlat(Storm.THREADS);
    }
  }
}
