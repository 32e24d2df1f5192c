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

  private static final String[] CHILDS = {"scene.html", "scene.css", "scene.js", "icon.svg"};
  private static final String[] USERS = {
    "index.html",
    "page.css",
    "page.js",
    "side.js",
    "cards.js",
    "dom.js",
    "plot.js",
    "terminal.js",
    "icon.svg"
  };

  /** Where the WebJar has its files. Its version stands in the parent's {@code pom.xml}, too. */
  private static final String PLOTS = "/META-INF/resources/webjars/uplot/1.6.30/dist/";

  private final Map<String, byte[]> files = new HashMap<>();

  private Pages() {}

  /** What a user's browser is given. */
  public static Pages ofUser() throws IOException {
    Pages pages = new Pages();
    pages.addOwn(USERS);
    pages.add("uplot.js", PLOTS + "uPlot.iife.min.js");
    pages.add("uplot.css", PLOTS + "uPlot.min.css");
    pages.files.put("/", pages.files.get("/index.html"));
    return pages;
  }

  /** What the headless browser is given, a child of the gateway's. */
  public static Pages ofChild() throws IOException {
    Pages pages = new Pages();
    pages.addOwn(CHILDS);
    return pages;
  }

  private void addOwn(String... names) throws IOException {
    for (String name : names) {
      add(name, "page/" + name);
    }
  }

  private void add(String name, String resource) throws IOException {
    try (InputStream file = Pages.class.getResourceAsStream(resource)) {
      files.put("/" + name, file.readAllBytes());
    }
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
