package ai.openclaw.oom.linux;

import ai.openclaw.oom.linux.Executables.Executable;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Says beforehand what {@code execve} would make of a file: a shell that fails to execute it gives
 * an exit code and text on stderr where the JDK would have thrown.
 */
final class ExecutableProbe {
  /** The kernel reads this much of a file to find its format (BINPRM_BUF_SIZE). */
  private static final int KERNEL_HEAD = 256;

  /** Mostly holds an ELF file's table and its loader's name too, which saves reading them. */
  private static final int HEAD = 1024;

  /** The kernel follows this many interpreters that are scripts themselves. */
  private static final int DEEPEST = 4;

  private static final int ELF = 0x464c457f;
  private static final int BITS_64 = 2;
  private static final int LITTLE_ENDIAN = 1;
  private static final int ET_EXEC = 2;
  private static final int ET_DYN = 3;
  private static final int LONGEST_LOADER = 4096;
  private static final int ENTRY_SIZE = 56;
  private static final int PT_INTERP = 3;

  /** {@code e_machine} of this JVM's own programs; -1, which no file has, where it is not known. */
  private static final int MACHINE = machine(System.getProperty("os.arch"));

  /** A power of two. */
  private static final int PLACES = 64;

  /** The last loader that was found good: nearly all commands have the same one. */
  private volatile String goodLoader;

  /**
   * ELF files that were found good, each at a place of its path's: reading one costs most. A plain
   * array, as what it holds never changes and may be missed: an atomic one costs the first spawn
   * the start of a part of the JDK.
   */
  private final Program[] good = new Program[PLACES];

  static boolean isExecutable(String path) {
    File file = new File(path);
    // File drops a slash at the end; to the kernel it makes the path a directory's.
    return !path.endsWith("/") && file.isFile() && file.canExecute();
  }

  static boolean isSettled(String path) {
    return new Program(path).isSettled();
  }

  Executable probe(String path) {
    return probe(path, 0);
  }

  private Executable probe(String path, int depth) {
    Program program = new Program(path);
    int place = path.hashCode() & PLACES - 1;
    if (program.is(good[place])) {
      return Executable.RUNS;
    }
    if (!isExecutable(path)) {
      return Executable.FAILS;
    }
    if (Links.leadToSelf(path)) {
      return Executable.UNSURE;
    }
    try (RandomAccessFile content = new RandomAccessFile(path, "r")) {
      ByteBuffer head = read(content, HEAD);
      if (head.limit() >= 64 && head.getInt(0) == ELF) {
        Executable found = elf(content, head);
        if (found == Executable.RUNS && program.isSettled()) {
          good[place] = program;
        }
        return found;
      }
      if (head.limit() > 2 && head.get(0) == '#' && head.get(1) == '!') {
        return depth > DEEPEST ? Executable.FAILS : script(scriptInterpreter(head), depth);
      }
      return Executable.UNSURE;
    } catch (IOException | RuntimeException e) {
      // Such as a file that may be executed but not read.
      return Executable.UNSURE;
    }
  }

  /** Gives fewer bytes where the file ends. */
  private static ByteBuffer read(RandomAccessFile file, int limit) throws IOException {
    byte[] bytes = new byte[limit];
    return littleEndian(bytes, 0, Math.max(0, file.read(bytes)));
  }

  private static ByteBuffer read(RandomAccessFile file, ByteBuffer head, long at, int limit)
      throws IOException {
    if (at >= 0 && at + limit <= head.limit()) {
      return littleEndian(head.array(), (int) at, limit);
    }
    file.seek(at);
    return read(file, limit);
  }

  private static ByteBuffer littleEndian(byte[] bytes, int from, int length) {
    return ByteBuffer.wrap(bytes, from, length).slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  private Executable elf(RandomAccessFile content, ByteBuffer head) throws IOException {
    int type = head.getShort(16);
    int entries = head.getShort(56);
    // Of another machine, or no program: the kernel refuses it, or hands it to an emulator.
    if (head.get(4) != BITS_64
        || head.get(5) != LITTLE_ENDIAN
        || type != ET_EXEC && type != ET_DYN
        || head.getShort(18) != MACHINE
        || head.getShort(54) != ENTRY_SIZE) {
      return Executable.UNSURE;
    }
    ByteBuffer table = read(content, head, head.getLong(32), ENTRY_SIZE * entries);
    if (entries == 0 || table.limit() < ENTRY_SIZE * entries) {
      return Executable.UNSURE;
    }
    for (int at = 0; at < table.limit(); at += ENTRY_SIZE) {
      if (table.getInt(at) == PT_INTERP) {
        long length = table.getLong(at + 32);
        // Else the kernel takes it for no program, and the JDK then for a shell's script.
        return length < 2 || length > LONGEST_LOADER
            ? Executable.UNSURE
            : loader(read(content, head, table.getLong(at + 8), (int) length), (int) length);
      }
    }
    return Executable.RUNS;
  }

  /** The interpreter named after {@code #!}, or an empty text where the kernel sees none. */
  private static String scriptInterpreter(ByteBuffer head) {
    int limit = Math.min(head.limit(), KERNEL_HEAD);
    int start = 2;
    while (start < limit && (head.get(start) == ' ' || head.get(start) == '\t')) {
      start++;
    }
    for (int end = start; end < limit; end++) {
      byte b = head.get(end);
      if (b == ' ' || b == '\t' || b == '\n' || b == 0) {
        return text(head, start, end);
      }
    }
    return limit < KERNEL_HEAD ? text(head, start, limit) : "";
  }

  private static String text(ByteBuffer bytes, int from, int to) {
    return new String(
        bytes.array(), bytes.arrayOffset() + from, to - from, StandardCharsets.ISO_8859_1);
  }

  private Executable loader(ByteBuffer bytes, int length) {
    if (bytes.limit() < length || bytes.get(length - 1) != 0) {
      return Executable.UNSURE;
    }
    int end = 0;
    while (bytes.get(end) != 0) {
      end++;
    }
    String name = text(bytes, 0, end);
    if (!name.startsWith("/") || !isAscii(name)) {
      return Executable.UNSURE;
    }
    if (!name.equals(goodLoader)) {
      if (!isExecutable(name)) {
        return Executable.FAILS;
      }
      goodLoader = name;
    }
    return Executable.RUNS;
  }

  private static int machine(String arch) {
    return arch.equals("amd64") ? 62 : arch.equals("aarch64") ? 183 : -1;
  }

  private Executable script(String interpreter, int depth) {
    // Relative ones are the child's directory's affair, non-ASCII ones may not survive decoding.
    if (!interpreter.startsWith("/") || !isAscii(interpreter)) {
      return Executable.UNSURE;
    }
    return isExecutable(interpreter) ? probe(interpreter, depth + 1) : Executable.FAILS;
  }

  /** A file as it was when it was looked into. */
  static final class Program {
    /** Coarser than any clock that file systems use: a later change shows in the time. */
    private static final long SETTLED_MILLIS = 2000;

    private final String path;
    private final long modified;
    private final long length;

    Program(String path) {
      File file = new File(path);
      this.path = path;
      this.modified = file.lastModified();
      this.length = file.length();
    }

    boolean is(Program other) {
      return other != null
          && other.modified == modified
          && other.length == length
          && other.path.equals(path);
    }

    boolean isSettled() {
      return System.currentTimeMillis() - modified > SETTLED_MILLIS;
    }
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }
}
