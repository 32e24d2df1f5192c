package ai.openclaw.oom.demo.serve.child;

import ai.openclaw.oom.demo.process.Vitals;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import com.grack.nanojson.JsonWriter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A small MCP server: JSON-RPC on stdin and stdout, a message a line. */
public final class McpServer {
  static final String PROTOCOL = "2025-06-18";

  private static final int PARSE_ERROR = -32700;
  private static final int NO_SUCH_METHOD = -32601;
  private static final int BAD_PARAMS = -32602;

  private static final List<Map<String, Object>> TOOLS =
      List.of(
          tool("echo", "Gives the text back", Map.of("text", Map.of("type", "string"))),
          tool(
              "add",
              "Adds two numbers",
              Map.of("a", Map.of("type", "number"), "b", Map.of("type", "number"))),
          tool("own_score", "Tells the server's own OOM scores and memory", Map.of()));

  private McpServer() {}

  /**
   * Serves until the input ends.
   *
   * @return the exit code
   * @throws IOException if the input cannot be read
   */
  public static int serve(InputStream in, PrintStream out) throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    PrintStream utf8 = new PrintStream(out, true, StandardCharsets.UTF_8);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String answer = answer(line);
      if (answer != null) {
        utf8.print(answer + "\n");
        utf8.flush();
      }
    }
    return 0;
  }

  /** The answer to one message; {@code null} for one that wants none. */
  static String answer(String line) {
    Map<String, Object> answer = new HashMap<>(Map.of("jsonrpc", "2.0"));
    try {
      JsonObject message = JsonParser.object().from(line);
      if (!message.has("id")) {
        return null;
      }
      answer.put("id", message.get("id"));
      answer.put(
          "result",
          result(message.getString("method", ""), message.getObject("params", new JsonObject())));
    } catch (JsonParserException e) {
      answer.put("id", null);
      answer.put("error", error(PARSE_ERROR, "no JSON object"));
    } catch (Refused e) {
      answer.put("error", error(e.code, e.getMessage()));
    }
    return JsonWriter.string(answer);
  }

  private static Map<String, ?> result(String method, JsonObject params) throws Refused {
    return switch (method) {
      case "initialize" ->
          Map.of(
              "protocolVersion", PROTOCOL,
              "capabilities", Map.of("tools", Map.of()),
              "serverInfo", Map.of("name", "openclaw-oom-demo", "version", "1"));
      case "ping" -> Map.of();
      case "tools/list" -> Map.of("tools", TOOLS);
      case "tools/call" -> {
        String name = params.getString("name", "");
        yield text(call(name, params.getObject("arguments", new JsonObject())));
      }
      default -> throw new Refused(NO_SUCH_METHOD, "no such method: " + method);
    };
  }

  private static String call(String name, JsonObject arguments) throws Refused {
    return switch (name) {
      case "echo" -> arguments.getString("text", "");
      case "add" -> number(arguments.getDouble("a") + arguments.getDouble("b"));
      case "own_score" -> ownScore();
      default -> throw new Refused(BAD_PARAMS, "no such tool: " + name);
    };
  }

  private static String number(double sum) {
    return sum == Math.rint(sum) ? Long.toString((long) sum) : Double.toString(sum);
  }

  private static String ownScore() {
    Path proc = Path.of("/proc/self");
    try {
      return "pid "
          + ProcessHandle.current().pid()
          + ": oom_score_adj "
          + Files.readString(proc.resolve("oom_score_adj")).trim()
          + ", oom_score "
          + Files.readString(proc.resolve("oom_score")).trim()
          + ", "
          + (Vitals.kb(Files.readString(proc.resolve("status")), "VmRSS") >> 10)
          + " MB resident";
    } catch (IOException e) {
      return "not readable: " + e.getMessage();
    }
  }

  private static Map<String, ?> text(String text) {
    return Map.of("content", List.of(Map.of("type", "text", "text", text)), "isError", false);
  }

  private static Map<String, Object> tool(
      String name, String description, Map<String, ?> properties) {
    Map<String, Object> schema =
        Map.of(
            "type",
            "object",
            "properties",
            properties,
            "required",
            properties.keySet().stream().sorted().toList());
    return Map.of("name", name, "description", description, "inputSchema", schema);
  }

  private static Map<String, ?> error(int code, String message) {
    return Map.of("code", code, "message", message);
  }

  /** What JSON-RPC answers with an error. */
  private static final class Refused extends Exception {
    private static final long serialVersionUID = 1;
    private final int code;

    Refused(int code, String message) {
      super(message);
      this.code = code;
    }
  }
}
