package ai.openclaw.oom.demo.serve.web;

import com.grack.nanojson.JsonWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** What all open pages are told. A page that opens later is told the last of each topic. */
public final class Feed {
  private static final int LOG_LINES = 200;

  private final Set<Consumer<String>> pages = new LinkedHashSet<>();
  private final Map<String, Deque<String>> kept = new LinkedHashMap<>();

  /** Adds a page. Its consumer must not block. */
  synchronized void open(Consumer<String> page) {
    kept.values().forEach(topic -> topic.forEach(page));
    pages.add(page);
  }

  synchronized void close(Consumer<String> page) {
    pages.remove(page);
  }

  /** Tells the pages that are open, and keeps nothing. */
  public synchronized void tell(String type, Map<String, ?> message) {
    send(json(type, message));
  }

  /**
   * Tells the pages that are open, and later ones.
   *
   * @param keep how many of this topic later pages are told
   */
  public synchronized void tell(String topic, int keep, String type, Map<String, ?> message) {
    String text = json(type, message);
    Deque<String> last = kept.computeIfAbsent(topic, none -> new ArrayDeque<>());
    last.add(text);
    if (last.size() > keep) {
      last.remove();
    }
    send(text);
  }

  /** Later pages are told nothing of this topic's past. */
  public synchronized void forget(String topic) {
    kept.remove(topic);
  }

  /**
   * Adds a line to the log.
   *
   * @param kill whether it tells of a kill
   */
  public void log(boolean kill, String text) {
    Map<String, Object> line =
        Map.of("time", System.currentTimeMillis(), "kill", kill, "text", text);
    tell("log", LOG_LINES, "log", line);
  }

  private void send(String text) {
    pages.forEach(page -> page.accept(text));
  }

  private static String json(String type, Map<String, ?> message) {
    Map<String, Object> typed = new HashMap<>(message);
    typed.put("type", type);
    return JsonWriter.string(typed);
  }
}
