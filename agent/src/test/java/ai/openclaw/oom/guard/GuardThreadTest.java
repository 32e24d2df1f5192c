package ai.openclaw.oom.guard;

import ai.openclaw.oom.linux.ProcProcesses;
import ai.openclaw.oom.linux.ProcScores;
import java.util.List;
import org.junit.jupiter.api.Timeout;

/** The thread that stands in for the program: it ends with the files of its group. */
@Timeout(60)
class GuardThreadTest extends GuardRules {

  @Override
  Guard guard() {
    Guard guard = GuardThread.start(List.of(arguments()), new ProcScores(), new ProcProcesses());
    guard.tell("");
    return guard;
  }
}
