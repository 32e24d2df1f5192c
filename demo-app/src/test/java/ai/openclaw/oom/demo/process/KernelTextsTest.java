package ai.openclaw.oom.demo.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class KernelTextsTest {
  @Test
  void readsResidentMemory() {
    assertThat(Vitals.rssKb("Name:\tjava\nVmHWM:\t  190000 kB\nVmRSS:\t  188796 kB\n"))
        .isEqualTo(188796);
    assertThat(Vitals.rssKb("Name:\tjava\nState:\tZ (zombie)\n")).isZero();
  }

  @Test
  void carriesVitalsOverTheWire() {
    Vitals vitals = new Vitals(4711, 188796, -17, 671);
    assertThat(Vitals.parse(vitals.toString())).isEqualTo(vitals);
  }

  @Test
  void readsThisVeryProcess() throws IOException {
    long pid = ProcessHandle.current().pid();
    Vitals vitals = Vitals.read(pid);
    assertThat(vitals.pid()).isEqualTo(pid);
    assertThat(vitals.rssKb()).as(vitals::toString).isPositive();
  }
}
