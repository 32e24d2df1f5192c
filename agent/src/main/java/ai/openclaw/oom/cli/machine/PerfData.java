package ai.openclaw.oom.cli.machine;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;

/**
 * What a HotSpot JVM tells of itself in {@code /tmp/hsperfdata_USER/PID}, without being asked: its
 * command, options and some properties. Its layout is that of JDK 5 to 27.
 */
final class PerfData {
  private static final int MAGIC = 0xcafec0c0;
  private static final int LARGEST = 1 << 20;
  private static final int ENTRY_OFFSET = 24;
  private static final int ENTRIES = 28;

  private PerfData() {}

  /** All texts by their names; empty if it has none, or none that we may read. */
  static Map<String, String> of(Machine machine, Task task) {
    File tmp = machine.file(task.pid, "root/tmp");
    File[] folders = (tmp.isDirectory() ? tmp : machine.file("tmp")).listFiles();
    for (File folder : folders == null ? new File[0] : folders) {
      File file = new File(folder, Long.toString(task.innerPid()));
      if (folder.getName().startsWith("hsperfdata_") && file.isFile() && isOf(file, task)) {
        return read(file);
      }
    }
    return new HashMap<>();
  }

  /** Files of JVMs that were killed stay behind, and pids come again. */
  private static boolean isOf(File file, Task task) {
    try {
      Object user = Files.getAttribute(file.toPath(), "unix:uid");
      return task.user() < 0 || ((Integer) user & 0xffffffffL) == task.user();
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  static Map<String, String> read(File file) {
    Map<String, String> texts = new HashMap<>();
    try {
      if (file.length() <= LARGEST) {
        parse(ByteBuffer.wrap(Files.readAllBytes(file.toPath())), texts);
      }
    } catch (IOException | RuntimeException e) {
      // Not ours to read, or not whole: what has been read is good.
    }
    return texts;
  }

  private static void parse(ByteBuffer data, Map<String, String> texts) {
    if (data.getInt(0) != MAGIC) {
      return;
    }
    data.order(data.get(4) == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    int at = data.getInt(ENTRY_OFFSET);
    for (int i = data.getInt(ENTRIES); i > 0; i--) {
      int length = data.getInt(at);
      int vector = data.getInt(at + 8);
      if (data.get(at + 12) == 'B' && vector > 0) {
        String name = text(data, at + data.getInt(at + 4), data.limit());
        int value = at + data.getInt(at + 16);
        texts.put(name, text(data, value, Math.min(value + vector, data.limit())));
      }
      if (length <= 0) {
        return;
      }
      at += length;
    }
  }

  private static String text(ByteBuffer data, int from, int limit) {
    int end = from;
    while (end < limit && data.get(end) != 0) {
      end++;
    }
    return new String(data.array(), from, end - from, StandardCharsets.UTF_8);
  }
}
