package ai.openclaw.oom.demo.serve.child;

import java.net.URI;
import java.util.Map;

/** The kinds of children that the gateway can start, by the names that the page has for them. */
public final class Kinds {
  private Kinds() {}

  /**
   * All of them.
   *
   * @param scene the page that the browser shows
   */
  public static Map<String, Child.Starter> all(URI scene) {
    return Map.of(
        Children.SUPERVISED,
        Worker::new,
        "shell",
        Shell::new,
        "mcp",
        McpClient::new,
        "browser",
        page -> new Browser(page, scene));
  }
}
