package ai.openclaw.oom.demo.serve.web;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.server.WebSocketCreator;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;

/** The web server: the page's files, its live connection, and the sessions. */
public final class Web {
  private static final int THREADS = 12;

  private final Server server = new Server(new QueuedThreadPool(THREADS));
  private final ServerConnector connector = new ServerConnector(server, 1, 1);

  /**
   * Takes the port, on loopback only, and serves nothing yet.
   *
   * @param port 0 for a free one
   * @throws Exception if it is taken
   */
  public Web(int port) throws Exception {
    server.addConnector(connector);
    InetSocketAddress loopback =
        new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
    connector.setHost(loopback.getAddress().getHostAddress());
    connector.setPort(port);
    connector.open();
  }

  public int port() {
    return connector.getLocalPort();
  }

  /**
   * Begins to serve.
   *
   * @param others ports of servers that the pages connect to besides
   * @param sockets what answers at which path
   */
  public void start(
      Door door, Pages pages, List<Integer> others, Map<String, Supplier<Session.Listener>> sockets)
      throws Exception {
    ContextHandler context = new ContextHandler("/");
    WebSocketUpgradeHandler upgrade =
        WebSocketUpgradeHandler.from(
            server,
            context,
            container ->
                sockets.forEach(
                    (path, socket) -> container.addMapping(path, guarded(door, socket))));
    upgrade.setHandler(new Files(door, pages, others));
    context.setHandler(upgrade);
    server.setHandler(context);
    server.start();
  }

  /** Ends it, once the pages have been sent what they were told. */
  public void stop() throws Exception {
    server.stop();
  }

  private static WebSocketCreator guarded(Door door, Supplier<Session.Listener> socket) {
    return (request, response, callback) -> {
      boolean admitted =
          door.admits(
              request.getHeaders().get(HttpHeader.HOST),
              request.getHeaders().get(HttpHeader.ORIGIN),
              Request.extractQueryParameters(request).getValue("key"));
      if (admitted) {
        return socket.get();
      }
      Response.writeError(request, response, callback, HttpStatus.FORBIDDEN_403);
      return null;
    };
  }

  /** Serves the page's files, and refuses what comes by a foreign name. */
  private static final class Files extends Handler.Abstract {
    private final Door door;
    private final Pages pages;
    private final String policy;

    Files(Door door, Pages pages, List<Integer> others) {
      this.door = door;
      this.pages = pages;
      policy =
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
              + " connect-src 'self'"
              + Stream.concat(Stream.of(door.port()), others.stream())
                  .map(port -> " ws://127.0.0.1:" + port + " ws://localhost:" + port)
                  .collect(Collectors.joining())
              + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      String path = Request.getPathInContext(request);
      byte[] file = pages.at(path);
      if (!door.isOurs(request.getHeaders().get(HttpHeader.HOST))) {
        Response.writeError(request, response, callback, HttpStatus.FORBIDDEN_403);
      } else if (path.equals("/door")) {
        // So that a page can tell a wrong key from a server that is gone.
        boolean admitted =
            door.admits(
                request.getHeaders().get(HttpHeader.HOST),
                request.getHeaders().get(HttpHeader.ORIGIN),
                request.getHeaders().get("X-Key"));
        response.setStatus(admitted ? HttpStatus.NO_CONTENT_204 : HttpStatus.FORBIDDEN_403);
        callback.succeeded();
      } else if (file == null) {
        Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
      } else {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Pages.type(path));
        response.getHeaders().put("Content-Security-Policy", policy);
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        response.getHeaders().put("Referrer-Policy", "no-referrer");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.write(true, ByteBuffer.wrap(file), callback);
      }
      return true;
    }
  }
}
