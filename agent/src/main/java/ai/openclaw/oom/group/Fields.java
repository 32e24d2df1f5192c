package ai.openclaw.oom.group;

import java.util.ArrayList;
import java.util.List;

/** Takes lines apart without a regular expression. */
final class Fields {
  private Fields() {}

  /** What stands between separators, empty where two follow each other. */
  static List<String> split(String text, char separator) {
    List<String> fields = new ArrayList<>();
    int from = 0;
    for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, from)) {
      fields.add(text.substring(from, at));
      from = at + 1;
    }
    fields.add(text.substring(from));
    return fields;
  }

  /** Whether a list with commas holds a word. */
  static boolean has(String list, String word) {
    return split(list, ',').contains(word);
  }
}
