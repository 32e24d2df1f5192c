package ai.openclaw.oom.demo.serve.child;

import ai.openclaw.oom.demo.process.Lines;
import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** A headless Chromium that shows one page, driven through its DevTools. */
public final class Browser implements Child {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

  /** Without these it looks for the outside world, or for a machine with a screen. */
  private static final List<String> FLAGS =
      List.of(
          "--headless",
          "--disable-gpu",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--no-first-run",
          "--no-default-browser-check",
          "--window-size=800,450",
          "--remote-debugging-port=0");

  private static final int LISTS = 300;
  private static final String LISTENING = "DevTools listening on ws://";
  private static final String WAIT_FOR_LOAD =
      "new Promise(done => document.readyState === 'complete' ? done()"
          + " : addEventListener('load', done))";

  private final URI shown;
  private final Page page;
  private final Process process;
  private final HttpClient http = HttpClient.newHttpClient();
  private final CompletableFuture<Rpc> tools = new CompletableFuture<>();

  /** Done when the last picture was shown, or could not be taken. */
  private CompletableFuture<Void> shot = CompletableFuture.completedFuture(null);

  /**
   * Starts it.
   *
   * @param shown the page that it opens
   */
  Browser(Page page, URI shown) throws IOException {
    this.page = page;
    this.shown = shown;
    Path profile = Files.createTempDirectory("chromium-");
    List<String> command = new ArrayList<>(List.of(find(System.getenv("PATH")).toString()));
    command.addAll(FLAGS);
    command.add("--user-data-dir=" + profile);
    if ("root".equals(System.getProperty("user.name"))) {
      command.add("--no-sandbox");
    }
    command.add("about:blank");
    process = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    Lines.listen("browser-errors", process.errorReader(), this::hear, this::gone);
    show(shown);
  }

  /**
   * Finds a browser.
   *
   * @throws IOException with what is missing
   */
  static Path find(String path) throws IOException {
    for (String folder : (path == null ? "" : path).split(File.pathSeparator)) {
      for (String name : NAMES) {
        Path file = Path.of(folder, name);
        if (Files.isExecutable(file)) {
          return file;
        }
      }
    }
    throw new IOException("none of " + String.join(", ", NAMES) + " is in the gateway's PATH");
  }

  private void hear(String line) {
    if (line.startsWith(LISTENING)) {
      String address = line.substring(LISTENING.length()).split("/")[0];
      HttpRequest list =
          HttpRequest.newBuilder(URI.create("http://" + address + "/json/list"))
              .timeout(Duration.ofSeconds(10))
              .build();
      findPage(list, LISTS)
          .thenCompose(this::connect)
          .whenComplete(
              (rpc, failure) -> {
                if (failure != null) {
                  tools.completeExceptionally(failure);
                } else {
                  tools.complete(rpc);
                }
              });
    }
  }

  /** The browser listens before it has opened its first page, on a busy machine long before. */
  private CompletableFuture<URI> findPage(HttpRequest list, int times) {
    return http.sendAsync(list, HttpResponse.BodyHandlers.ofString())
        .thenCompose(
            answer -> {
              Optional<URI> found = pageOf(answer.body());
              if (found.isPresent()) {
                return CompletableFuture.completedFuture(found.get());
              }
              if (times == 1) {
                return CompletableFuture.failedFuture(new IOException("it has no page"));
              }
              Executor later = CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS);
              return CompletableFuture.supplyAsync(() -> times - 1, later)
                  .thenCompose(left -> findPage(list, left));
            });
  }

  private static Optional<URI> pageOf(String list) {
    try {
      JsonArray targets = JsonParser.array().from(list);
      return targets.stream()
          .map(JsonObject.class::cast)
          .filter(target -> target.getString("type", "").equals("page"))
          .map(target -> URI.create(target.getString("webSocketDebuggerUrl")))
          .findFirst();
    } catch (JsonParserException e) {
      throw new CompletionException(e);
    }
  }

  private CompletableFuture<Rpc> connect(URI socket) {
    CompletableFuture<Rpc> ready = new CompletableFuture<>();
    Wire wire = new Wire(ready);
    http.newWebSocketBuilder()
        .buildAsync(socket, wire)
        .exceptionally(
            failure -> {
              ready.completeExceptionally(failure);
              return null;
            });
    return ready;
  }

  /**
   * Opens a page, which revives a tab whose renderer was killed, and shows a picture of it. One
   * after the other: there is but one tab.
   */
  private synchronized void show(URI address) {
    shot =
        shot.thenCompose(done -> tools)
            .thenCompose(
                rpc ->
                    rpc.request("Page.navigate", Map.of("url", address.toString()))
                        .thenCompose(
                            open ->
                                rpc.request(
                                    "Runtime.evaluate",
                                    Map.of("expression", WAIT_FOR_LOAD, "awaitPromise", true)))
                        .thenCompose(
                            loaded ->
                                rpc.request(
                                    "Page.captureScreenshot",
                                    Map.of("format", "jpeg", "quality", 70))))
            .thenAccept(picture -> page.tell(Map.of("jpeg", picture.getString("data", ""))))
            .exceptionally(
                failure -> {
                  Throwable cause = failure.getCause() == null ? failure : failure.getCause();
                  page.tell(Map.of("text", "No picture: " + cause.getMessage()));
                  return null;
                });
  }

  /** Takes a new picture, whatever the page says. A page that grew is let go. */
  @Override
  public void take(JsonObject request) {
    show(shown);
  }

  /** Opens the page as one that grows: its renderer takes the memory. */
  @Override
  public void grow(int periodMillis) {
    show(URI.create(shown + "?grow=" + periodMillis));
  }

  @Override
  public void shrink() {
    show(shown);
  }

  private void gone() {
    tools.completeExceptionally(new IOException("the browser has ended"));
    tools.thenAccept(Rpc::close);
  }

  @Override
  public Process process() {
    return process;
  }

  /** The connection to the page's DevTools. */
  private final class Wire implements WebSocket.Listener {
    private final CompletableFuture<Rpc> ready;
    private final StringBuilder part = new StringBuilder();
    private CompletableFuture<WebSocket> sent = CompletableFuture.completedFuture(null);
    private Rpc rpc;

    Wire(CompletableFuture<Rpc> ready) {
      this.ready = ready;
    }

    @Override
    public void onOpen(WebSocket socket) {
      rpc = new Rpc(message -> send(socket, message), Map.of());
      // Else a renderer's end is not told.
      rpc.request("Inspector.enable", Map.of());
      ready.complete(rpc);
      socket.request(1);
    }

    /** A socket refuses what comes while the message before is under way. */
    private synchronized void send(WebSocket socket, String message) {
      sent = sent.thenCompose(before -> socket.sendText(message, true));
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
      part.append(text);
      if (last) {
        JsonObject event = rpc.hear(part.toString());
        part.setLength(0);
        if (event.getString("method", "").equals("Inspector.targetCrashed")) {
          rpc.close();
          page.tell(
              Map.of("text", "The tab's renderer was killed; the browser lives.", "crashed", true));
          page.calm();
        }
      }
      socket.request(1);
      return null;
    }
  }
}
