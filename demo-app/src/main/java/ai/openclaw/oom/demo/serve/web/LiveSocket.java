package ai.openclaw.oom.demo.serve.web;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/** A page's live connection: what the gateway tells goes out, what the page asks comes in. */
public final class LiveSocket extends Session.Listener.AbstractAutoDemanding {
  /** A page that does not read for so long is cut off, rather than remembered in the heap. */
  private static final int MOST_FRAMES_WAITING = 5000;

  private final Feed feed;
  private final Consumer<JsonObject> requests;
  private final Consumer<String> page = this::send;

  public LiveSocket(Feed feed, Consumer<JsonObject> requests) {
    this.feed = feed;
    this.requests = requests;
  }

  @Override
  public void onWebSocketOpen(Session session) {
    super.onWebSocketOpen(session);
    session.setMaxOutgoingFrames(MOST_FRAMES_WAITING);
    // Where nothing happens there is nothing to be told.
    session.setIdleTimeout(Duration.ZERO);
    feed.open(page);
  }

  private void send(String text) {
    getSession().sendText(text, Callback.NOOP);
  }

  @Override
  public void onWebSocketText(String message) {
    try {
      requests.accept(JsonParser.object().from(message));
    } catch (JsonParserException e) {
      feed.log(false, "A page sent what is no JSON object.");
    }
  }

  /** The page sees a lost connection; whoever runs the gateway sees why. */
  @Override
  public void onWebSocketError(Throwable cause) {
    // A browser that just goes away is no failure.
    if (!(cause instanceof IOException)) {
      System.err.println("A page's connection failed: " + cause);
    }
  }

  @Override
  public void onWebSocketClose(int code, String reason, Callback callback) {
    feed.close(page);
    callback.succeed();
  }
}
