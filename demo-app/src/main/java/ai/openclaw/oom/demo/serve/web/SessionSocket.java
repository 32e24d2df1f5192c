package ai.openclaw.oom.demo.serve.web;

import com.grack.nanojson.JsonWriter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/** One client's session: it gets a number when it is opened, and echoes what it is sent. */
public final class SessionSocket extends Session.Listener.AbstractAutoDemanding {
  private static final AtomicInteger LAST = new AtomicInteger();
  private static final Duration IDLE = Duration.ofMinutes(5);

  private final int id = LAST.incrementAndGet();
  private final long opened = System.nanoTime();

  @Override
  public void onWebSocketOpen(Session session) {
    super.onWebSocketOpen(session);
    session.setIdleTimeout(IDLE);
    tell("");
  }

  @Override
  public void onWebSocketText(String message) {
    tell(message);
  }

  private void tell(String echo) {
    Map<String, Object> answer =
        Map.of(
            "id",
            id,
            "uptimeSeconds",
            Duration.ofNanos(System.nanoTime() - opened).toSeconds(),
            "echo",
            echo);
    getSession().sendText(JsonWriter.string(answer), Callback.NOOP);
  }
}
