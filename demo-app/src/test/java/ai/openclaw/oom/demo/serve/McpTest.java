package ai.openclaw.oom.demo.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/** The server's and the client's side of MCP, joined by a string. */
class McpTest {
  private static final String CALL =
      """
      {"jsonrpc":"2.0","id":%d,"method":"tools/call","params":{"name":"echo","arguments":{"text":"%s"}}}
      """;

  @Test
  void aMessageIsALineWhateverItsText() throws IOException, JsonParserException {
    String hard = "a\\nb \\u2028 \\\" ü €";
    String in =
        CALL.formatted(1, hard)
            + "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}\n"
            + CALL.formatted(2, "second");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    McpServer.serve(
        new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)), new PrintStream(out));
    String[] lines = out.toString(StandardCharsets.UTF_8).split("\n");
    assertEquals(2, lines.length);
    JsonObject first = JsonParser.object().from(lines[0]);
    assertEquals(1, first.getInt("id"));
    assertEquals("2.0", first.getString("jsonrpc"));
    assertEquals("a\nb \u2028 \" ü €", McpClient.text(first.getObject("result")));
    assertEquals(2, JsonParser.object().from(lines[1]).getInt("id"));
  }

  @Test
  void saysWhatIsWrong() throws JsonParserException {
    assertEquals(-32700, errorOf("{half"));
    assertEquals(-32601, errorOf("{\"id\":1,\"method\":\"resources/list\"}"));
    assertEquals(
        -32602, errorOf("{\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"rm\"}}"));
    assertNull(McpServer.answer("{\"method\":\"notifications/cancelled\"}"));
  }

  private static int errorOf(String message) throws JsonParserException {
    return JsonParser.object().from(McpServer.answer(message)).getObject("error").getInt("code");
  }

  @Test
  void theClientGetsItsAnswersByTheirIds() throws Exception {
    Rpc[] rpc = new Rpc[1];
    rpc[0] = new Rpc(message -> rpc[0].hear(McpServer.answer(message)), Map.of("jsonrpc", "2.0"));
    JsonObject welcome = rpc[0].request("initialize", Map.of()).get();
    assertEquals(McpServer.PROTOCOL, welcome.getString("protocolVersion"));
    JsonObject sum =
        rpc[0]
            .request("tools/call", Map.of("name", "add", "arguments", Map.of("a", 20, "b", 22)))
            .get();
    assertEquals("42", McpClient.text(sum));
    CompletableFuture<JsonObject> wrong = rpc[0].request("no/such", Map.of());
    Exception refused = assertThrows(ExecutionException.class, wrong::get);
    assertEquals("no such method: no/such", refused.getCause().getMessage());
  }

  @Test
  void nobodyWaitsForAServerThatHasEnded() {
    Rpc rpc = new Rpc(message -> {}, Map.of());
    CompletableFuture<JsonObject> asked = rpc.request("ping", Map.of());
    assertFalse(asked.isDone());
    rpc.close();
    assertTrue(asked.isCompletedExceptionally());
  }

  @Test
  void whatIsNoAnswerIsHandedOn() {
    Rpc rpc = new Rpc(message -> {}, Map.of());
    assertEquals("tick", rpc.hear("{\"method\":\"tick\"}").getString("method"));
    assertTrue(rpc.hear("a warning on stdout").isEmpty());
  }
}
