package ai.openclaw.oom.demo.serve.web;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;

/** The files of the page, held in memory: nothing else can be asked for. */
public final class Pages {
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html", "css", "text/css", "js", "text/javascript", "svg", "image/svg+xml");

  private static final String[] NAMES = {
    "index.html",
    "page.css",
    "page.js",
    "plot.js",
    "terminal.js",
    "scene.html",
    "scene.css",
    "scene.js",
    "icon.svg"
  };

  private final Map<String, byte[]> files = new HashMap<>();

  public Pages() throws IOException {
    for (String name : NAMES) {
      try (InputStream file = Pages.class.getResourceAsStream("page/" + name)) {
        files.put("/" + name, file.readAllBytes());
      }
    }
    files.put("/", files.get("/index.html"));
  }

  /** The bytes at a path; {@code null} if there is nothing. */
  byte[] at(String path) {
    return files.get(path);
  }

  /** The content type of what is at a path. */
  static String type(String path) {
    String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
    return (type == null ? "text/html" : type) + ";charset=utf-8";
  }
}
