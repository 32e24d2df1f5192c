package ai.openclaw.oom.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GateTest {
  @AfterEach
  void shut() {
    Gate.PTY4J.open(null);
  }

  @Test
  void letsASpawnThroughBeforeItIsOpened() {
    Object[] values = {"a", null, null};
    for (int event = 0; event < 4; event++) {
      Gate.PTY4J.accept(event, values);
    }
    assertThat(values).containsExactly("a", null, null);
  }

  @Test
  void handsEventsOn() {
    Gate.PTY4J.open((event, values) -> values[0] = event);
    Object[] values = {null};
    Gate.PTY4J.accept(3, values);
    assertThat(values).containsExactly(3);
    assertThat(Gate.NUPROCESS.isOpen()).isFalse();
  }
}
