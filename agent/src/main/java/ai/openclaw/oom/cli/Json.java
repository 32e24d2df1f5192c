package ai.openclaw.oom.cli;

import java.util.Collection;
import java.util.Iterator;
import java.util.Map;

/** Writes JSON, of maps, collections, texts, numbers, truth values and null. */
final class Json {
  private static final String STEP = "  ";

  private final StringBuilder text = new StringBuilder();

  private Json() {}

  /** The text, over several lines, without a line end. */
  static String of(Object value) {
    Json json = new Json();
    json.write(value, "");
    return json.text.toString();
  }

  private void write(Object value, String indent) {
    if (value instanceof Map) {
      writeAll('{', ((Map<?, ?>) value).entrySet(), '}', indent);
    } else if (value instanceof Collection) {
      writeAll('[', (Collection<?>) value, ']', indent);
    } else if (value instanceof Map.Entry) {
      Map.Entry<?, ?> entry = (Map.Entry<?, ?>) value;
      quote(entry.getKey().toString());
      text.append(": ");
      write(entry.getValue(), indent);
    } else if (value == null || value instanceof Number || value instanceof Boolean) {
      text.append(value);
    } else {
      quote(value.toString());
    }
  }

  private void writeAll(char open, Collection<?> values, char close, String indent) {
    text.append(open);
    for (Iterator<?> all = values.iterator(); all.hasNext(); ) {
      text.append('\n').append(indent).append(STEP);
      write(all.next(), indent + STEP);
      text.append(all.hasNext() ? "," : "\n" + indent);
    }
    text.append(close);
  }

  /** All beyond ASCII is escaped: what stdout makes of it depends on the locale. */
  private void quote(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        text.append(String.format("\\u%04x", (int) c));
      } else {
        text.append(c);
      }
    }
    text.append('"');
  }
}
