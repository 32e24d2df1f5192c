package ai.openclaw.oom.demo.serve.child;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import com.grack.nanojson.JsonWriter;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Requests and their answers by id, as JSON-RPC and Chromium's DevTools have them. */
public final class Rpc {
  private static final int PATIENCE_SECONDS = 30;

  private final Consumer<String> out;
  private final Map<String, ?> envelope;
  private final AtomicInteger ids = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonObject>> open = new ConcurrentHashMap<>();

  /**
   * @param out sends one message, which holds no line break
   * @param envelope what each message carries besides
   */
  Rpc(Consumer<String> out, Map<String, ?> envelope) {
    this.out = out;
    this.envelope = envelope;
  }

  /** Asks; the future fails with the other side's own text, at its end, or after 30 s. */
  CompletableFuture<JsonObject> request(String method, Map<String, ?> params) {
    int id = ids.incrementAndGet();
    CompletableFuture<JsonObject> answer = new CompletableFuture<>();
    open.put(id, answer);
    send(Map.of("id", id, "method", method, "params", params));
    return answer
        .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .whenComplete((result, failure) -> open.remove(id));
  }

  /** Tells, and expects no answer. */
  void notify(String method) {
    send(Map.of("method", method));
  }

  private void send(Map<String, ?> message) {
    Map<String, Object> whole = new HashMap<>(envelope);
    whole.putAll(message);
    out.accept(JsonWriter.string(whole));
  }

  /**
   * Takes one message from the other side.
   *
   * @return it, if it is no answer to a request of ours
   */
  JsonObject hear(String text) {
    JsonObject message;
    try {
      message = JsonParser.object().from(text);
    } catch (JsonParserException e) {
      return new JsonObject();
    }
    CompletableFuture<JsonObject> asked = message.has("id") ? open.get(message.getInt("id")) : null;
    if (asked == null) {
      return message;
    }
    JsonObject error = message.getObject("error");
    if (error != null) {
      asked.completeExceptionally(new IOException(error.getString("message", "no reason given")));
    } else {
      asked.complete(message.getObject("result", new JsonObject()));
    }
    return new JsonObject();
  }

  /** The other side has ended: nobody waits any longer. */
  void close() {
    open.values().forEach(answer -> answer.completeExceptionally(new IOException("it has ended")));
  }
}
