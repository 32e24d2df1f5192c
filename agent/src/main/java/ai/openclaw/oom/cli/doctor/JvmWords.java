package ai.openclaw.oom.cli.doctor;

import java.util.ArrayList;
import java.util.List;

/** Takes variables such as {@code JAVA_TOOL_OPTIONS} apart, as HotSpot does. */
public final class JvmWords {
  private JvmWords() {}

  /** Null if a quote is not closed. */
  public static List<String> of(String value) {
    List<String> words = new ArrayList<>();
    StringBuilder word = null;
    char quote = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (quote == 0 && Character.isWhitespace(c)) {
        if (word != null) {
          words.add(word.toString());
          word = null;
        }
      } else {
        word = word == null ? new StringBuilder() : word;
        if (quote == 0 && (c == '"' || c == '\'')) {
          quote = c;
        } else if (c == quote) {
          quote = 0;
        } else {
          word.append(c);
        }
      }
    }
    if (word != null) {
      words.add(word.toString());
    }
    return quote == 0 ? words : null;
  }
}
