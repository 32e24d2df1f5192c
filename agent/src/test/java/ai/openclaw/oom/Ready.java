package ai.openclaw.oom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;

/** Real processes that are sure to have executed. */
public final class Ready {
  /** Says so by an empty line, and then waits. */
  public static final String SCRIPT = "echo; read x";

  private Ready() {}

  /** Starts one whose first line is empty, and waits for that. */
  public static Process start(ProcessBuilder builder) throws IOException {
    Process process = builder.start();
    assertThat(process.inputReader().readLine()).isEmpty();
    return process;
  }

  /**
   * A shell that calls itself as the helper does when its exec has failed.
   *
   * @param shell in the place of the helper
   */
  public static Process failedHelper(Path shell) throws IOException {
    String script = "echo oom-shim:E2 > /proc/$$/comm; " + SCRIPT;
    return start(new ProcessBuilder(shell.toString(), "-c", script));
  }
}
