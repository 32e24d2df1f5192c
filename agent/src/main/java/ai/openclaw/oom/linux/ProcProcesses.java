package ai.openclaw.oom.linux;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.Arrays;

/** The real processes, through {@code /proc}. */
public final class ProcProcesses implements Processes {
  /** The largest that a kernel can be set to. */
  private static final long MOST_PIDS = 4 * 1024 * 1024;

  /** Threads of others that may have been started since one's own was. */
  private static final long FEW = 2000;

  private static final int LONGEST = 8192;
  private static final int LONGEST_COMMAND_LINE = 256 * 1024;
  private static final int LONGEST_MAPS = 4 * 1024 * 1024;

  /** {@code linux/capability.h}. */
  private static final int CAP_SYS_RESOURCE = 24;

  /** Counted by the one thread that reads environments. */
  private long environmentBytes;

  @Override
  public long lastPid() {
    String load = head("/proc/loadavg").trim();
    return number(load, load.lastIndexOf(' ') + 1);
  }

  @Override
  public boolean isLastPidOurs() {
    return isJustBefore(number(head("/proc/thread-self/stat"), 0), lastPid(), pidLimit());
  }

  static boolean isJustBefore(long own, long last, long limit) {
    long gap = last - own;
    return own > 0 && (gap < 0 ? gap + limit : gap) < FEW;
  }

  @Override
  public boolean isOwnNamespace() {
    return hasOnePid(head("/proc/self/status"));
  }

  static boolean hasOnePid(String status) {
    int at = status.indexOf("\nNSpid:");
    int end = status.indexOf('\n', at + 1);
    // One number for each namespace from that of /proc down to the process's own.
    return at >= 0 && end > at && status.lastIndexOf('\t', end) < at + "\nNSpid:\t".length();
  }

  @Override
  public long pidLimit() {
    long limit = number(head("/proc/sys/kernel/pid_max"), 0);
    return limit > 0 ? limit : MOST_PIDS;
  }

  @Override
  public long[] pids() {
    String[] names = new File("/proc").list();
    long[] pids = new long[names == null ? 0 : names.length];
    int count = 0;
    for (int i = 0; i < pids.length; i++) {
      long pid = number(names[i], 0);
      if (pid > 0) {
        pids[count++] = pid;
      }
    }
    pids = Arrays.copyOf(pids, count);
    Arrays.sort(pids);
    return pids;
  }

  @Override
  public ProcessEntry process(long pid) {
    // Mostly it is not there, and an exception is dearer than the question.
    ProcessEntry entry = new File("/proc/" + pid).exists() ? ProcessEntry.of(pid) : null;
    return entry == null || entry.isThread ? null : entry;
  }

  @Override
  public ProcessEntry child(long pid) {
    ProcessEntry entry = ProcessEntry.of(pid);
    return entry != null && entry.isOurChild() ? entry : null;
  }

  @Override
  public ProcessEntry own() {
    return ProcessEntry.of(ProcessEntry.ownPid());
  }

  @Override
  public String environmentOf(long pid, String name) {
    Environ environ = new Environ(name);
    String value = environ.read("/proc/" + pid + "/environ");
    environmentBytes += environ.length();
    return value;
  }

  @Override
  public String executableOf(long pid) {
    try {
      // Not followed: the file may be gone, or another mount namespace's.
      return Files.readSymbolicLink(Paths.get("/proc/" + pid + "/exe")).toString();
    } catch (IOException e) {
      return null;
    }
  }

  @Override
  public String commandLineOf(long pid) {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    byte[] piece = new byte[LONGEST];
    try (RandomAccessFile file = new RandomAccessFile("/proc/" + pid + "/cmdline", "r")) {
      for (int n = file.read(piece, 0, LONGEST);
          n > 0 && line.size() < LONGEST_COMMAND_LINE;
          n = file.read(piece, 0, LONGEST)) {
        line.write(piece, 0, n);
      }
      return line.toString("ISO-8859-1");
    } catch (IOException e) {
      return null;
    }
  }

  @Override
  public boolean hasMapped(long pid, String name) {
    byte[] wanted = (name + "\n").getBytes(StandardCharsets.ISO_8859_1);
    byte[] piece = new byte[LONGEST];
    int matched = 0;
    long total = 0;
    try (RandomAccessFile file = new RandomAccessFile("/proc/" + pid + "/maps", "r")) {
      for (int n = file.read(piece, 0, LONGEST);
          n > 0 && total < LONGEST_MAPS;
          n = file.read(piece, 0, LONGEST)) {
        total += n;
        for (int i = 0; i < n; i++) {
          // A name begins with a slash and has no other, so that a mismatch starts anew.
          matched = piece[i] == wanted[matched] ? matched + 1 : piece[i] == wanted[0] ? 1 : 0;
          if (matched == wanted.length) {
            return true;
          }
        }
      }
    } catch (IOException e) {
      // Ended, or not ours to read.
    }
    return false;
  }

  @Override
  public boolean mayLowerAnything() {
    return hasSysResource(head("/proc/self/status"));
  }

  static boolean hasSysResource(String status) {
    int at = status.indexOf("\nCapEff:\t");
    int end = status.indexOf('\n', at + 1);
    if (at < 0 || end < 0) {
      return false;
    }
    long effective = Long.parseUnsignedLong(status.substring(at + "\nCapEff:\t".length(), end), 16);
    return (effective >> CAP_SYS_RESOURCE & 1) == 1;
  }

  @Override
  public long environmentBytes() {
    return environmentBytes;
  }

  /** What one read gives; an empty text if there is nothing to be read. */
  static String head(String path) {
    byte[] text = new byte[LONGEST];
    try (RandomAccessFile file = new RandomAccessFile(path, "r")) {
      int length = Math.max(0, file.read(text, 0, LONGEST));
      return new String(text, 0, length, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }

  /**
   * @return -1 if there is none at that place
   */
  private static long number(String text, int from) {
    int end = from;
    long number = 0;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      number = 10 * number + text.charAt(end++) - '0';
    }
    return end == from ? -1 : number;
  }
}
