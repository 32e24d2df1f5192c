package ai.openclaw.oom.cli;

import java.util.ArrayList;
import java.util.List;

/** Words as they have to be written where they are read again. */
final class Quoted {
  private static final String PLAIN = "[A-Za-z0-9_@%+=:,./-]+";

  private Quoted() {}

  /** For a shell. */
  static String forShell(List<String> words) {
    List<String> quoted = new ArrayList<>();
    for (String word : words) {
      quoted.add(forShell(word));
    }
    return String.join(" ", quoted);
  }

  static String forShell(String word) {
    return word.matches(PLAIN) ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /** For {@code JAVA_TOOL_OPTIONS}, which a JVM takes apart at blanks outside of quotes. */
  static String forJvm(String word) {
    if (!word.matches(".*[\\s\"'].*")) {
      return word;
    }
    return word.indexOf('\'') < 0 ? "'" + word + "'" : "\"" + word.replace("\"", "\"'\"'\"") + "\"";
  }

  /** An assignment for {@code ENV} of a Dockerfile. */
  static String forDocker(String name, String value) {
    return value.matches(PLAIN)
        ? name + "=" + value
        : name
            + "=\""
            + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("$", "\\$")
            + "\"";
  }

  /** An assignment for {@code Environment=} of a unit, where a percent sign has a meaning. */
  static String forUnit(String name, String value) {
    String assignment = (name + "=" + value).replace("%", "%%");
    return assignment.matches(PLAIN)
        ? assignment
        : "\"" + assignment.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
