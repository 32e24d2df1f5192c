package ai.openclaw.oom.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class KernelTextsTest {
  @Test
  void readsResidentMemory() {
    assertEquals(188796, Vitals.rssKb("Name:\tjava\nVmHWM:\t  190000 kB\nVmRSS:\t  188796 kB\n"));
    assertEquals(0, Vitals.rssKb("Name:\tjava\nState:\tZ (zombie)\n"));
  }

  @Test
  void carriesVitalsOverTheWire() {
    Vitals vitals = new Vitals(4711, 188796, -17, 671);
    assertEquals(vitals, Vitals.parse(vitals.toString()));
  }

  @Test
  void readsThisVeryProcess() throws IOException {
    long pid = ProcessHandle.current().pid();
    Vitals vitals = Vitals.read(pid);
    assertEquals(pid, vitals.pid());
    assertTrue(vitals.rssKb() > 0, vitals::toString);
  }
}
