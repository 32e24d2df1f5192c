package ai.openclaw.oom.probe;

import java.nio.charset.StandardCharsets;

/** Writes down bytes and exceptions in plain ASCII, so that no locale can blur a difference. */
final class Text {

  private Text() {}

  static String of(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (char c : new String(bytes, StandardCharsets.ISO_8859_1).toCharArray()) {
      if (c == '\\') {
        text.append("\\\\");
      } else if (c == '\n') {
        text.append("\\n");
      } else if (c < ' ' || c > '~') {
        text.append(String.format("\\x%02x", (int) c));
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }

  /** Class and message of an exception and of all its causes. */
  static String of(Throwable thrown) {
    StringBuilder text = new StringBuilder("threw");
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      text.append(" [").append(t).append(']');
    }
    return of(text.toString().getBytes(StandardCharsets.UTF_8));
  }
}
