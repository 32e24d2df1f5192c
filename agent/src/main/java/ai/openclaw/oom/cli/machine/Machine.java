package ai.openclaw.oom.cli.machine;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

/** What {@code /proc} and files of the system show, below a root that may be a made-up one. */
public final class Machine {
  private static final int LARGEST = 1 << 20;
  private static final int LARGEST_MAPS = 16 << 20;
  private static final int PIECE = 1 << 16;

  private final File root;

  public Machine(File root) {
    this.root = root;
  }

  public File root() {
    return root;
  }

  /** A file by its absolute path. */
  public File file(String path) {
    return new File(root, path);
  }

  /** A file of a process's folder. */
  public File file(long pid, String name) {
    return new File(root, "proc/" + pid + "/" + name);
  }

  /**
   * The text of a file, each byte as one character; not beyond its first MiB.
   *
   * @return null if it cannot be read
   */
  public String text(String path) {
    return read(file(path));
  }

  /** The same, of a process's folder. */
  public String text(long pid, String name) {
    return read(file(pid, name));
  }

  /**
   * Where a link of a process's folder leads, not followed.
   *
   * @return null if it is not told
   */
  public String link(long pid, String name) {
    try {
      return Files.readSymbolicLink(file(pid, name).toPath()).toString();
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }

  static String read(File file) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    byte[] piece = new byte[PIECE];
    try (InputStream in = new FileInputStream(file)) {
      for (int n = in.read(piece); n > 0 && text.size() < LARGEST; n = in.read(piece)) {
        text.write(piece, 0, n);
      }
      return text.toString("ISO-8859-1");
    } catch (IOException e) {
      return null;
    }
  }

  /** A word of a process's {@code maps}, of some; null if none is there, or they are not told. */
  String mapped(long pid, String... words) {
    byte[] piece = new byte[PIECE];
    String rest = "";
    int total = 0;
    try (InputStream in = new FileInputStream(file(pid, "maps"))) {
      for (int n = in.read(piece); n > 0 && total < LARGEST_MAPS; n = in.read(piece)) {
        total += n;
        String text = rest + new String(piece, 0, n, StandardCharsets.ISO_8859_1);
        for (String word : words) {
          if (text.contains(word)) {
            return word;
          }
        }
        rest = text.substring(text.lastIndexOf('\n') + 1);
      }
    } catch (IOException e) {
      // Ended, or not ours to read.
    }
    return null;
  }

  /** The name of a user as this root's {@code /etc/passwd} has it, else its number. */
  public String userName(long uid) {
    String users = text("etc/passwd");
    if (users != null) {
      for (String line : users.split("\n")) {
        String[] fields = line.split(":");
        if (fields.length > 2 && fields[2].equals(Long.toString(uid))) {
          return fields[0];
        }
      }
    }
    return Long.toString(uid);
  }

  /** This process's pid, as this {@code /proc} has it; -1 if it does not tell. */
  public long ownPid() {
    String stat = text("proc/self/stat");
    int blank = stat == null ? -1 : stat.indexOf(' ');
    return blank < 0 ? -1 : Long.parseLong(stat.substring(0, blank));
  }

  /** A line of {@code /proc/meminfo} in bytes; -1 if there is none. */
  public long memory(String name) {
    return Status.bytes(text("proc/meminfo"), name);
  }
}
