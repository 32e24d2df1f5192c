package ai.openclaw.oom;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Turns what is right into what somebody might give by mistake or on purpose; always the same. */
public final class Mutations {
  /** What parsers trip over. */
  private static final String ODD = "=,:;*?-+ /\\\"'\n\t\r\0%#()[]09ax\u00e9\u4e2d\ud800\uffff";

  private final Random random;

  public Mutations(long seed) {
    random = new Random(seed);
  }

  public int below(int bound) {
    return random.nextInt(bound);
  }

  /** One to five changes: a letter put in, taken out or replaced, a piece doubled or cut off. */
  public String of(String text) {
    StringBuilder mutated = new StringBuilder(text);
    for (int i = 1 + below(5); i > 0; i--) {
      int at = below(mutated.length() + 1);
      int to = at + below(mutated.length() - at + 1);
      switch (below(5)) {
        case 0 -> mutated.insert(at, ODD.charAt(below(ODD.length())));
        case 1 -> mutated.delete(at, to);
        case 2 -> mutated.insert(at, mutated.substring(at, to));
        case 3 -> mutated.setLength(at);
        default -> {
          if (at < mutated.length()) {
            mutated.setCharAt(at, (char) below(0x180));
          }
        }
      }
    }
    return mutated.toString();
  }

  /** The same, byte by byte. */
  public byte[] of(byte[] content) {
    String text = new String(content, StandardCharsets.ISO_8859_1);
    return of(text).getBytes(StandardCharsets.ISO_8859_1);
  }
}
