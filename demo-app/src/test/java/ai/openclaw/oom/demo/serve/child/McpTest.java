package ai.openclaw.oom.demo.serve.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

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
    assertThat(lines).hasSize(2);
    JsonObject first = JsonParser.object().from(lines[0]);
    assertThat(first.getInt("id")).isEqualTo(1);
    assertThat(first.getString("jsonrpc")).isEqualTo("2.0");
    assertThat(McpClient.text(first.getObject("result"))).isEqualTo("a\nb \u2028 \" ü €");
    assertThat(JsonParser.object().from(lines[1]).getInt("id")).isEqualTo(2);
  }

  @Test
  void saysWhatIsWrong() throws JsonParserException {
    assertThat(errorOf("{half")).isEqualTo(-32700);
    assertThat(errorOf("{\"id\":1,\"method\":\"resources/list\"}")).isEqualTo(-32601);
    assertThat(errorOf("{\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"rm\"}}"))
        .isEqualTo(-32602);
    assertThat(McpServer.answer("{\"method\":\"notifications/cancelled\"}")).isNull();
  }

  private static int errorOf(String message) throws JsonParserException {
    return JsonParser.object().from(McpServer.answer(message)).getObject("error").getInt("code");
  }

  @Test
  void theClientGetsItsAnswersByTheirIds() throws Exception {
    Rpc[] rpc = new Rpc[1];
    rpc[0] = new Rpc(message -> rpc[0].hear(McpServer.answer(message)), Map.of("jsonrpc", "2.0"));
    JsonObject welcome = rpc[0].request("initialize", Map.of()).get();
    assertThat(welcome.getString("protocolVersion")).isEqualTo(McpServer.PROTOCOL);
    JsonObject sum =
        rpc[0]
            .request("tools/call", Map.of("name", "add", "arguments", Map.of("a", 20, "b", 22)))
            .get();
    assertThat(McpClient.text(sum)).isEqualTo("42");
    CompletableFuture<JsonObject> wrong = rpc[0].request("no/such", Map.of());
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(wrong::get)
        .havingCause()
        .withMessage("no such method: no/such");
  }

  @Test
  void nobodyWaitsForAServerThatHasEnded() {
    Rpc rpc = new Rpc(message -> {}, Map.of());
    CompletableFuture<JsonObject> asked = rpc.request("ping", Map.of());
    assertThat(asked).isNotDone();
    rpc.close();
    assertThat(asked).isCompletedExceptionally();
  }

  @Test
  void whatIsNoAnswerIsHandedOn() {
    Rpc rpc = new Rpc(message -> {}, Map.of());
    assertThat(rpc.hear("{\"method\":\"tick\"}").getString("method")).isEqualTo("tick");
    assertThat(rpc.hear("a warning on stdout")).isEmpty();
  }
}
