package ai.openclaw.oom.group;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** One small file of the kernel, read whole and at once, or the reason why it was not. */
final class KernelFile {
  /** No file that is read so comes near to this many bytes. */
  static final int LARGEST = 1 << 16;

  /** Without a limit v1 gives the largest multiple of the page size, which differs. */
  private static final long NO_LIMIT_FROM = Long.MAX_VALUE - (1 << 20);

  private final File file;
  private final String text;
  private final GroupValue failure;

  private KernelFile(File file, String text, GroupValue failure) {
    this.file = file;
    this.text = text;
    this.failure = failure;
  }

  /** A buffer for {@link #read}, which can serve any number of files, one after the other. */
  static byte[] buffer() {
    return new byte[LARGEST + 1];
  }

  /** Reads a file. Never throws, and never takes more memory than the buffer and a text of it. */
  static KernelFile read(File file, byte[] buffer) {
    int length = 0;
    try (InputStream in = new FileInputStream(file)) {
      for (int read = 0; read >= 0 && length < buffer.length; length += Math.max(0, read)) {
        read = in.read(buffer, length, buffer.length - length);
      }
    } catch (IOException | SecurityException e) {
      return new KernelFile(file, null, failure(file, e));
    }
    if (length == buffer.length) {
      return new KernelFile(
          file, null, GroupValue.unreadable(file, "longer than " + LARGEST + " bytes"));
    }
    return new KernelFile(file, new String(buffer, 0, length, StandardCharsets.ISO_8859_1), null);
  }

  private static GroupValue failure(File file, Exception e) {
    boolean there;
    try {
      there = file.exists();
    } catch (SecurityException forbidden) {
      there = true;
    }
    return there
        ? GroupValue.unreadable(file, String.valueOf(e.getMessage()))
        : GroupValue.absent(file, "no such file");
  }

  /** Its bytes, each as one character; {@code null} if it could not be read. */
  String text() {
    return text;
  }

  /** Why it could not be read; {@code null} if it could. */
  GroupValue failure() {
    return failure;
  }

  /** It holds one number. */
  GroupValue number() {
    return failure != null ? failure : value(KernelText.number(text));
  }

  /** It holds one number, or says that there is no limit. */
  GroupValue limit() {
    return text != null && text.trim().equals("max")
        ? GroupValue.noLimit(file)
        : orNoLimit(number());
  }

  /** It holds lines of a word and a limit. */
  GroupValue limit(String word) {
    return orNoLimit(counter(word));
  }

  /** It holds lines of a word and a number. */
  GroupValue counter(String word) {
    if (failure != null) {
      return failure;
    }
    if (!text.startsWith(word + " ") && !text.contains("\n" + word + " ")) {
      return GroupValue.absent(file, "no line " + word);
    }
    return value(KernelText.counter(text, word));
  }

  private GroupValue orNoLimit(GroupValue value) {
    return value.numberOr(0) >= NO_LIMIT_FROM ? GroupValue.noLimit(file) : value;
  }

  private GroupValue value(long number) {
    return number < 0
        ? GroupValue.unreadable(file, "not as the kernel writes it")
        : GroupValue.number(number, file);
  }
}
