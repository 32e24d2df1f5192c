package ai.openclaw.oom.it.diff;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One process of a spawn, as an application asks for it.
 *
 * @param sort the way in which it is meant to fail; null if it is meant to run
 * @param directory null for the JVM's own
 * @param in where stdin comes from: {@code pipe}, {@code inherit}, {@code file}, {@code missing}
 * @param out where stdout goes: {@code pipe}, {@code inherit}, {@code discard}, {@code file},
 *     {@code append}, {@code missing}
 * @param err where stderr goes: as for stdout, or {@code merge}
 */
record Stage(
    String sort,
    List<String> command,
    String directory,
    Variables variables,
    String in,
    String out,
    String err) {

  /**
   * What is done to the environment.
   *
   * @param given whether the application asks for the map at all
   * @param cleared whether it is emptied first
   * @param set names and values in turn; a null value removes the name
   */
  record Variables(boolean given, boolean cleared, List<String> set) {
    static final Variables INHERITED = new Variables(false, false, List.of());

    boolean touchPath() {
      if (!given) {
        return false;
      }
      for (int i = 0; i < set.size(); i += 2) {
        if ("PATH".equals(set.get(i))) {
          return true;
        }
      }
      return cleared;
    }

    @Override
    public String toString() {
      return given ? (cleared ? "cleared" : "edited") + quoted(set) : "inherited";
    }
  }

  @Override
  public String toString() {
    return String.format(
        "command=%s dir=%s env=%s in=%s out=%s err=%s",
        quoted(command), directory == null ? "none" : quoted(directory), variables, in, out, err);
  }

  private static String quoted(List<String> texts) {
    return texts.stream().map(Stage::quoted).collect(Collectors.joining(", ", "[", "]"));
  }

  /** As a Java literal; long ones by their length. */
  private static String quoted(String text) {
    if (text == null) {
      return "null";
    }
    if (text.length() > 400) {
      return quoted(text.substring(0, 12)) + "…×" + text.length();
    }
    StringBuilder quoted = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c >= ' ' && c < 0x7f) {
        quoted.append(c);
      } else {
        quoted.append(String.format("\\u%04x", (int) c));
      }
    }
    return quoted.append('"').toString();
  }
}
