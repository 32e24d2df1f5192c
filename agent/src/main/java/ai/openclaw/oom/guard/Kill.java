package ai.openclaw.oom.guard;

import ai.openclaw.oom.log.Printable;
import java.io.File;

/** One kill, as the guard's program tells it; see {@code report} in its source. */
final class Kill {
  private static final String WORD = "kill ";
  private static final int NUMBERS = 11;
  private static final long KIB_OF_MIB = 1024;

  /** Less than this is no growth to speak of. */
  private static final long SOME_KIB = 8 * KIB_OF_MIB;

  private final long[] numbers;
  private final String name;

  private Kill(long[] numbers, String name) {
    this.numbers = numbers;
    this.name = name;
  }

  /**
   * @return null if the line tells of no kill
   */
  static Kill parse(String line) {
    if (!line.startsWith(WORD)) {
      return null;
    }
    String[] fields = line.substring(WORD.length()).split(" ", NUMBERS + 1);
    if (fields.length <= NUMBERS) {
      return null;
    }
    long[] numbers = new long[NUMBERS];
    try {
      for (int i = 0; i < NUMBERS; i++) {
        numbers[i] = Long.parseLong(fields[i]);
      }
    } catch (NumberFormatException e) {
      return null;
    }
    return new Kill(numbers, fields[NUMBERS]);
  }

  long pid() {
    return numbers[0];
  }

  long startTime() {
    return numbers[1];
  }

  /** Which of the groups with a limit was running out. */
  int level() {
    return (int) numbers[6];
  }

  /**
   * In words.
   *
   * @param group the folder of the group that was running out
   */
  String text(File group) {
    StringBuilder text = new StringBuilder("the guard has killed ");
    text.append(numbers[10] == 1 ? "child " : "descendant ").append(pid());
    text.append(" (").append(Printable.of(name)).append(", oom_score_adj ").append(numbers[3]);
    text.append("), which held ").append(mib(numbers[2]));
    text.append(": the memory group had ").append(mib(numbers[4])).append(" left of ");
    text.append(mib(numbers[5])).append(" (").append(group).append("), and lost ");
    text.append(numbers[7]).append(" MB/s");
    long own = numbers[8];
    long all = numbers[9];
    if (own >= SOME_KIB && own >= all / 2) {
      text.append("; it is this JVM that has grown, by ").append(mib(own));
      text.append(" within a second: the kill buys time, and no more");
    }
    return text.toString();
  }

  private static String mib(long kib) {
    return kib / KIB_OF_MIB + " MiB";
  }
}
