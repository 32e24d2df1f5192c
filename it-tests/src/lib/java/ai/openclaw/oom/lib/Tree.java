package ai.openclaw.oom.lib;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The processes that descend from this JVM, as {@code /proc} shows them. */
public final class Tree {

  private static final Path PROC = Path.of("/proc");

  private record Entry(long parent, String name, int score) {}

  private Tree() {}

  /** Prints one line for each descendant: its depth, its name and its score. */
  public static void print() throws InterruptedException {
    print(0);
  }

  /**
   * The same, but waits until there is a descendant of each of the names.
   *
   * @param names as {@code /proc} has them: 15 characters at most
   */
  public static void printWith(String... names) throws InterruptedException {
    while (!String.join(",", names).equals(found(names))) {
      Thread.sleep(20);
    }
    print();
  }

  /**
   * The same, but waits for up to ten seconds until all scores are at or above a floor.
   *
   * @param floor 0 not to wait
   */
  public static void print(int floor) throws InterruptedException {
    long end = System.nanoTime() + 10_000_000_000L;
    Map<Long, Entry> entries = entries();
    while (lowest(entries) < floor && System.nanoTime() < end) {
      Thread.sleep(20);
      entries = entries();
    }
    for (Map.Entry<Long, Entry> entry : entries.entrySet()) {
      int depth = depth(entries, entry.getKey());
      if (depth > 0) {
        Entry child = entry.getValue();
        System.out.println("tree " + depth + ' ' + child.name + " score=" + child.score);
      }
    }
  }

  private static String found(String... names) {
    Map<Long, Entry> entries = entries();
    StringBuilder found = new StringBuilder();
    for (String name : names) {
      boolean there =
          entries.entrySet().stream()
              .anyMatch(e -> e.getValue().name.equals(name) && depth(entries, e.getKey()) > 0);
      found.append(found.length() > 0 ? "," : "").append(there ? name : "");
    }
    return found.toString();
  }

  private static int lowest(Map<Long, Entry> entries) {
    return entries.entrySet().stream()
        .filter(entry -> depth(entries, entry.getKey()) > 0)
        .mapToInt(entry -> entry.getValue().score)
        .min()
        .orElse(Integer.MIN_VALUE);
  }

  /** Generations below this JVM; 0 for whoever does not descend from it. */
  private static int depth(Map<Long, Entry> entries, long pid) {
    long self = ProcessHandle.current().pid();
    int depth = 0;
    long at = pid;
    while (at != self) {
      Entry entry = entries.get(at);
      if (entry == null) {
        return 0;
      }
      at = entry.parent;
      depth++;
    }
    return depth;
  }

  private static Map<Long, Entry> entries() {
    Map<Long, Entry> entries = new TreeMap<>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : processes) {
        Entry entry = entry(process);
        if (entry != null) {
          entries.put(Long.valueOf(process.getFileName().toString()), entry);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return entries;
  }

  /** Null for a process that has ended, even if nobody has waited for it yet. */
  private static Entry entry(Path process) {
    try {
      String stat = Files.readString(process.resolve("stat"));
      int score = Integer.parseInt(Files.readString(process.resolve("oom_score_adj")).trim());
      int end = stat.lastIndexOf(')');
      String[] stateAndParent = stat.substring(end + 2).split(" ", 3);
      if (stateAndParent[0].equals("Z") || stateAndParent[0].equals("X")) {
        return null;
      }
      String name = stat.substring(stat.indexOf('(') + 1, end);
      return new Entry(Long.parseLong(stateAndParent[1]), name, score);
    } catch (IOException e) {
      return null;
    }
  }
}
