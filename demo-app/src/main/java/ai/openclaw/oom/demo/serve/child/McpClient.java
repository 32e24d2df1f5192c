package ai.openclaw.oom.demo.serve.child;

import ai.openclaw.oom.demo.process.Jvm;
import ai.openclaw.oom.demo.process.Lines;
import com.grack.nanojson.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** An MCP server as a child, and the gateway as its client. */
public final class McpClient implements Child {
  private final Process process;
  private final Page page;
  private final Rpc rpc;

  McpClient(Page page) throws IOException {
    this.page = page;
    process =
        new ProcessBuilder(Jvm.command("mcp-server", "-Xms16m", "-Xmx16m"))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    rpc = new Rpc(this::send, Map.of("jsonrpc", "2.0"));
    Lines.listen("mcp-output", process.inputReader(StandardCharsets.UTF_8), rpc::hear, rpc::close);
    greet();
  }

  private void greet() {
    Map<String, ?> hello =
        Map.of(
            "protocolVersion",
            McpServer.PROTOCOL,
            "capabilities",
            Map.of(),
            "clientInfo",
            Map.of("name", "openclaw-oom-demo gateway", "version", "1"));
    rpc.request("initialize", hello)
        .thenCompose(
            welcome -> {
              rpc.notify("notifications/initialized");
              return rpc.request("tools/list", Map.of());
            })
        .thenAccept(list -> page.tell(Map.of("tools", list.getArray("tools", null))))
        .exceptionally(this::failed);
  }

  private void send(String message) {
    try {
      OutputStream in = process.getOutputStream();
      in.write((message + "\n").getBytes(StandardCharsets.UTF_8));
      in.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Calls {@code tool} with {@code arguments}. */
  @Override
  public void take(JsonObject request) {
    String tool = request.getString("tool", "");
    Map<String, ?> call =
        Map.of("name", tool, "arguments", request.getObject("arguments", new JsonObject()));
    rpc.request("tools/call", call)
        .thenAccept(result -> page.tell(Map.of("tool", tool, "text", text(result))))
        .exceptionally(this::failed);
  }

  static String text(JsonObject result) {
    List<?> content = result.getArray("content");
    return content == null
        ? ""
        : content.stream()
            .map(part -> part instanceof JsonObject object ? object.getString("text", "") : "")
            .collect(Collectors.joining("\n"));
  }

  private Void failed(Throwable failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    page.tell(Map.of("tool", "", "text", "The server did not answer: " + cause.getMessage()));
    return null;
  }

  @Override
  public Process process() {
    return process;
  }
}
