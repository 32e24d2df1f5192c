package ai.openclaw.oom.demo.process;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A kill by the agent's guard, as the agent tells of it.
 *
 * @param pid whom it killed
 * @param name the kernel's name for it
 * @param heldMib what it held
 * @param leftMib what the memory group had left
 * @param limitMib the group's limit
 * @param rateMb how fast the group was losing memory, in MB/s
 */
public record GuardKill(
    long pid, String name, long heldMib, long leftMib, long limitMib, long rateMb) {
  private static final Pattern LINE =
      Pattern.compile(
          "the guard has killed (?:child|descendant) (\\d+) \\((.*), oom_score_adj -?\\d+\\),"
              + " which held (\\d+) MiB: the memory group had (-?\\d+) MiB left of (\\d+) MiB"
              + " \\(.*\\), and lost (\\d+) MB/s");

  /** Reads a line; gives nothing if it tells of no such kill. */
  public static Optional<GuardKill> read(String line) {
    Matcher told = LINE.matcher(line);
    return Agent.says(line) && told.find()
        ? Optional.of(
            new GuardKill(
                Long.parseLong(told.group(1)),
                told.group(2),
                Long.parseLong(told.group(3)),
                Long.parseLong(told.group(4)),
                Long.parseLong(told.group(5)),
                Long.parseLong(told.group(6))))
        : Optional.empty();
  }
}
