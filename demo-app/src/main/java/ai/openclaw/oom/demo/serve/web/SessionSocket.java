package ai.openclaw.oom.demo.serve.web;

import com.grack.nanojson.JsonWriter;
import java.time.Duration;
import java.util.Map;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/** One client's session: it gets a number when it is opened, and echoes what it is sent. */
public final class SessionSocket extends Session.Listener.AbstractAutoDemanding {
  private static final Duration IDLE = Duration.ofMinutes(5);

  private final long opened = System.nanoTime();
  private final Sessions sessions;
  private int id;

  public SessionSocket(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public void onWebSocketOpen(Session session) {
    super.onWebSocketOpen(session);
    session.setIdleTimeout(IDLE);
    id = sessions.open();
    tell("");
  }

  @Override
  public void onWebSocketText(String message) {
    tell(message);
  }

  @Override
  public void onWebSocketClose(int code, String reason, Callback callback) {
    sessions.close();
    callback.succeed();
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
