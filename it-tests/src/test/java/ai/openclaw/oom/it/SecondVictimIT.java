package ai.openclaw.oom.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Why the kernel sometimes takes a second victim, with no agent and no JVM: see {@code
 * secondvictim.c}.
 */
@Isolated
class SecondVictimIT {
  private static final int LIMIT_MIB = 128;
  private static final int ROUNDS = Integer.getInteger("oom.second.rounds", 1);

  private static Path program;

  @BeforeAll
  static void build() throws Exception {
    program = NativeProgram.build("secondvictim", "second victim");
  }

  private static String afterAKill(String reader) throws Exception {
    try (V1Group group = V1Group.create(LIMIT_MIB)) {
      return Tool.said(program.toString(), group.folder().toString(), reader).strip();
    }
  }

  @Test
  void whoHoldsTheFirstOnesMemoryCostsASecond() throws Exception {
    assertThat(afterAKill("held")).isEqualTo("service killed");
  }

  /** Prints in how many rounds the service dies, too, by what is read of the victim meanwhile. */
  @Test
  void figures() throws Exception {
    Map<String, Integer> killed = new LinkedHashMap<>();
    for (int i = 0; i < ROUNDS; i++) {
      for (String reader : List.of("nobody", "stat", "statm", "status", "environ", "cmdline")) {
        killed.merge(reader, afterAKill(reader).equals("service killed") ? 1 : 0, Integer::sum);
      }
    }
    killed.forEach(
        (reader, rounds) ->
            System.out.printf("second victim: read %s: %d of %d%n", reader, rounds, ROUNDS));
    assertThat(killed.get("nobody")).isZero();
  }
}
