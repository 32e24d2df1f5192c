package ai.openclaw.oom.demo.serve;

import ai.openclaw.oom.demo.Grower;
import ai.openclaw.oom.demo.Lines;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A child that takes 4 MB after 4 MB until the kernel kills somebody. */
final class GrowingChild implements Child {
  private static final int STEP_MILLIS = 40;

  private final Process process;
  private final ScheduledExecutorService clock;
  private final Page page;

  GrowingChild(Page page, ScheduledExecutorService clock) throws IOException {
    this.page = page;
    this.clock = clock;
    process =
        new ProcessBuilder(Grower.command()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    Lines.listen("pressure-output", process.inputReader(), this::holds, () -> {});
  }

  private void holds(String mb) {
    page.tell(Map.of("heldMb", Integer.parseInt(mb)));
    clock.schedule(this::grow, STEP_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void grow() {
    try {
      OutputStream in = process.getOutputStream();
      in.write('\n');
      in.flush();
    } catch (IOException killed) {
      // Its exit tells it.
    }
  }

  @Override
  public Process process() {
    return process;
  }
}
