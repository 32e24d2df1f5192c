package ai.openclaw.oom.it.diff;

import java.util.List;
import java.util.Random;

/** What chance decides; the same seed and index give the same decisions. */
final class Dice {
  private final Random random;

  Dice(long seed, int index) {
    random = new Random(seed * 1_000_003L + index * 31L);
    // The first numbers after a seed are alike for neighbouring seeds.
    random.nextInt();
    random.nextInt();
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  boolean chance(int percent) {
    return below(100) < percent;
  }

  <T> T of(List<T> choices) {
    return choices.get(below(choices.size()));
  }

  @SafeVarargs
  final <T> T of(T... choices) {
    return choices[below(choices.length)];
  }

  /** Mostly ASCII, control characters among it, but neither NUL nor digits. */
  String noise(int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      int c = chance(85) ? 1 + below(0x7f) : 0x80 + below(0xd700);
      // Where PATH ends at the system's own kill, it must find no pid to kill.
      text.append(c >= '0' && c <= '9' ? 'd' : (char) c);
    }
    return text.toString();
  }
}
