package ai.openclaw.oom.it.diff;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A spawn to be tried: complete, so that two JVMs do the same.
 *
 * @param index its number; with the seed it gives the same spawn again
 * @param stages more than one for a pipeline only
 * @param mode what the probe does in the end: a sum of the bits that {@code probe.c} names
 * @param code exit code, or signal number
 */
record Spawn(int index, Api api, List<Stage> stages, Ending ending, int mode, int code) {
  static final int ECHO = 1;
  static final int SPEAK = 2;
  static final int SIGNAL = 4;
  static final int STAY = 8;

  /** How the application starts it. */
  enum Api {
    BUILDER,
    RUNTIME,
    PIPELINE
  }

  /** Who ends it. */
  enum Ending {
    BY_ITSELF,
    DESTROY,
    DESTROY_FORCIBLY
  }

  /** The first way in which it is meant to fail, or null. */
  String sort() {
    return stages.stream().map(Stage::sort).filter(Objects::nonNull).findFirst().orElse(null);
  }

  @Override
  public String toString() {
    return "#%d %s %s mode=%d code=%d %s"
        .formatted(
            index,
            api,
            ending,
            mode,
            code,
            stages.stream().map(Stage::toString).collect(Collectors.joining(" | ")));
  }
}
