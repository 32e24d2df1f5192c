package ai.openclaw.oom.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Values of {@code oom_score_adj}. */
public final class Score {

  /** What this JVM, and so every JVM that it starts, has: 0 on most machines. */
  public static final int OWN = own();

  /** What the agent raises children to if nothing else is asked for. */
  public static final int TARGET = 1000;

  private Score() {}

  private static int own() {
    try {
      return Integer.parseInt(Files.readString(Path.of("/proc/self/oom_score_adj")).trim());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
