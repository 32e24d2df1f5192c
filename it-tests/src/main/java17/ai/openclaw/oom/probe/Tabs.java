package ai.openclaw.oom.probe;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Opens tabs in Chromium, one after another, and closes them again. Two seconds after each of these
 * changes it prints the processes of the browser.
 *
 * <ul>
 *   <li>{@code process CHANGE TYPE SCORE AGE}: one of them; the age in milliseconds
 *   <li>{@code back CHANGE MILLIS}: since the change, until all were seen at or above the floor
 *       again; 0 if none was seen below it, -1 if one still was in the end
 *   <li>{@code watch NANOS OF}: the processor time that the agent's thread has taken, and how long
 *       all of this took
 * </ul>
 */
public final class Tabs {

  private static final int FLOOR = 910;

  /** What is claimed of the agent: so long after a change all is well. */
  private static final long SETTLED_NANOS = TimeUnit.SECONDS.toNanos(2);

  private static final int LOOK_MILLIS = 40;

  private static final Pattern DEV_TOOLS = Pattern.compile("DevTools listening on ws://([^/]+)/.*");
  private static final Pattern ID = Pattern.compile("\"id\": *\"(\\w+)\"");
  private static final Pattern TYPE = Pattern.compile("--type=([\\w-]+)");

  private final HttpClient http = HttpClient.newHttpClient();
  private final String devTools;
  private final String profile;
  private int changes;

  private record Row(String type, int score, long ageMillis) {}

  private Tabs(String devTools, String profile) {
    this.devTools = devTools;
    this.profile = profile;
  }

  /**
   * Makes the browser's profile, a folder, in the working directory.
   *
   * @param args the number of tabs, and more arguments for Chromium
   */
  public static void main(String[] args) throws Exception {
    String profile = Files.createDirectory(Path.of("profile").toAbsolutePath()).toString();
    ProcessBuilder builder =
        Chromium.headless(new File(profile), "--remote-debugging-port=0").redirectErrorStream(true);
    builder.command().addAll(List.of(args).subList(1, args.length));
    Process browser = builder.start();
    try {
      Tabs tabs = new Tabs(devTools(browser.inputReader()), profile);
      tabs.openAndClose(Integer.parseInt(args[0]));
      browser.destroy();
      tabs.awaitEnd();
    } finally {
      browser.destroyForcibly();
    }
  }

  /** Host and port, as the browser prints them; what it prints later is thrown away. */
  private static String devTools(BufferedReader output) throws IOException {
    StringBuilder said = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      said.append(line).append('\n');
      Matcher address = DEV_TOOLS.matcher(line);
      if (address.matches()) {
        Thread drain = new Thread(() -> drain(output));
        drain.setDaemon(true);
        drain.start();
        return address.group(1);
      }
    }
    throw new IOException("Chromium ended and said no more than:\n" + said);
  }

  private static void drain(BufferedReader output) {
    try {
      output.transferTo(Writer.nullWriter());
    } catch (IOException e) {
      // The browser has ended.
    }
  }

  private void openAndClose(int count) throws Exception {
    long start = System.nanoTime();
    long watch = watchNanos();
    Deque<String> open = new ArrayDeque<>();
    for (int i = 0; i < count; i++) {
      // Each such page is a site of its own, and gets a renderer of its own.
      open.add(open("data:text/html,<title>" + i + "</title>"));
      settle();
    }
    while (!open.isEmpty()) {
      ask("GET", "close/" + open.removeLast());
      settle();
    }
    System.out.println("watch " + (watchNanos() - watch) + ' ' + (System.nanoTime() - start));
  }

  private String open(String page) throws IOException, InterruptedException {
    String tab = ask("PUT", "new?" + page.replace("<", "%3C").replace(">", "%3E"));
    Matcher id = ID.matcher(tab);
    if (!id.find()) {
      throw new IOException("not a tab: " + tab);
    }
    return id.group(1);
  }

  private String ask(String method, String what) throws IOException, InterruptedException {
    URI uri = URI.create("http://" + devTools + "/json/" + what);
    HttpRequest request =
        HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.noBody()).build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(answer.statusCode() + " " + answer.body());
    }
    return answer.body();
  }

  /**
   * Looks on while the browser's processes come, lower themselves and are raised again. The fixed
   * time is what is to be proven; nothing here waits for anything else.
   */
  private void settle() throws InterruptedException {
    int change = ++changes;
    long changed = System.nanoTime();
    long back = 0;
    List<Row> rows;
    long since;
    do {
      Thread.sleep(LOOK_MILLIS);
      since = System.nanoTime() - changed;
      rows = rows();
      if (rows.stream().anyMatch(row -> row.score < FLOOR)) {
        back = -1;
      } else if (back < 0) {
        back = TimeUnit.NANOSECONDS.toMillis(since);
      }
    } while (since < SETTLED_NANOS);
    for (Row row : rows) {
      System.out.println(
          "process " + change + ' ' + row.type + ' ' + row.score + ' ' + row.ageMillis);
    }
    System.out.println("back " + change + ' ' + back);
  }

  /** Until none is left that could still write into the profile. */
  private void awaitEnd() throws InterruptedException {
    while (!rows().isEmpty()) {
      Thread.sleep(LOOK_MILLIS);
    }
  }

  /** All that descends from here, and what init has adopted: the crash handlers. */
  private List<Row> rows() {
    Set<ProcessHandle> descendants =
        ProcessHandle.current().descendants().collect(Collectors.toSet());
    return ProcessHandle.allProcesses()
        .map(process -> row(process.pid(), descendants.contains(process)))
        .filter(Objects::nonNull)
        .toList();
  }

  /** Null for whoever is not of the browser, or has ended. */
  private Row row(long pid, boolean descends) {
    Path process = Path.of("/proc", Long.toString(pid));
    try {
      String commandLine = text(process.resolve("cmdline"));
      // Empty once a process has ended and nobody has waited for it yet.
      if (commandLine.isEmpty() || !descends && !commandLine.contains(profile)) {
        return null;
      }
      Matcher type = TYPE.matcher(commandLine);
      String name = type.find() ? type.group(1) : name(commandLine);
      int score = Integer.parseInt(text(process.resolve("oom_score_adj")).trim());
      return new Row(name, score, ageMillis(process));
    } catch (IOException e) {
      return null;
    }
  }

  private static String name(String commandLine) {
    String program = commandLine.split("[\0 ]", 2)[0];
    return program.substring(program.lastIndexOf('/') + 1);
  }

  private static long ageMillis(Path process) throws IOException {
    String stat = text(process.resolve("stat"));
    String ticks = stat.substring(stat.lastIndexOf(')') + 2).split(" ")[19];
    String uptime = text(Path.of("/proc/uptime")).split(" ")[0];
    return (long) (Double.parseDouble(uptime) * 1000) - Long.parseLong(ticks) * 10;
  }

  private static long watchNanos() throws IOException {
    long nanos = 0;
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
      for (Path thread : threads) {
        nanos += watchNanos(thread);
      }
    }
    return nanos;
  }

  /** 0 for a thread of somebody else's, and for one that has ended since the folder was read. */
  private static long watchNanos(Path thread) {
    try {
      return text(thread.resolve("comm")).startsWith("openclaw-oom")
          ? Long.parseLong(text(thread.resolve("schedstat")).split(" ")[0])
          : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }
}
