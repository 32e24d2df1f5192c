package ai.openclaw.oom.lib;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.util.Map;

/** The MCP Java SDK's stdio client; the argument is the server's command. */
public final class Mcp {

  private Mcp() {}

  public static void main(String[] args) throws InterruptedException {
    try (McpSyncClient client = McpClient.sync(transport(args[0])).build()) {
      Driver.says("initialize", () -> client.initialize().serverInfo());
      Driver.says("tools", () -> client.listTools().tools().stream().map(Tool::name).toList());
      Driver.says("call", () -> client.callTool(echo("caf\u00e9\n")).content());
      Tree.print();
      Driver.says("close", client::closeGracefully);
    }
    Driver.says("missing", () -> transport("/no/such/server").connect(in -> in).block());
  }

  private static CallToolRequest echo(String message) {
    return CallToolRequest.builder("echo").arguments(Map.of("message", message)).build();
  }

  private static StdioClientTransport transport(String command) {
    ServerParameters server = ServerParameters.builder(command).args("stdio").build();
    return new StdioClientTransport(server, McpJsonDefaults.getMapper());
  }
}
