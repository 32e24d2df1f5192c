package ai.openclaw.oom.probe;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;

/** What this JVM takes of the machine, in a line of numbers. */
final class Vitals {
  private static final int COLLECTIONS = 3;

  private Vitals() {}

  /** Of a JVM that is at rest: memory in KiB, heap and metaspace as they are after a collection. */
  static String line() throws IOException {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return "threads="
        + status("Threads:")
        + " descriptors="
        + new File("/proc/self/fd").list().length
        + " heap="
        + (runtime.totalMemory() - runtime.freeMemory() >> 10)
        + " metaspace="
        + (metaspace() >> 10)
        + " rss="
        + status("VmRSS:")
        + " zombies="
        + zombies();
  }

  private static long metaspace() {
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (pool.getName().equals("Metaspace")) {
        return pool.getUsage().getUsed();
      }
    }
    throw new IllegalStateException("no pool of that name");
  }

  private static String status(String field) throws IOException {
    for (String line : text("/proc/self/status").split("\n")) {
      if (line.startsWith(field)) {
        return line.substring(field.length()).trim().split(" ")[0];
      }
    }
    throw new IllegalStateException("no " + field);
  }

  /** Children that have ended and that nobody has waited for. */
  static int zombies() throws IOException {
    String own = new File("/proc/self").getCanonicalFile().getName();
    int zombies = 0;
    for (String pid : new File("/proc").list((folder, name) -> Character.isDigit(name.charAt(0)))) {
      try {
        zombies += text("/proc/" + pid + "/stat").contains(") Z " + own + " ") ? 1 : 0;
      } catch (IOException gone) {
        // Whoever has gone is none.
      }
    }
    return zombies;
  }

  private static String text(String file) throws IOException {
    return new String(Files.readAllBytes(Paths.get(file)), StandardCharsets.ISO_8859_1);
  }
}
