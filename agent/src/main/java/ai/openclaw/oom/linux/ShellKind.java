package ai.openclaw.oom.linux;

import java.io.DataInputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;

/** Which shell {@code /bin/sh} is: each changes other things on a command's way. */
public enum ShellKind {
  /** There is none. */
  NONE,
  DASH,
  BASH,
  BUSYBOX,
  /** One whose ways are not known well enough, or are too many. */
  OTHER;

  /** dash has half of this; all others that were looked at have more. */
  private static final long SMALL = 256 * 1024;

  private static final String VERSION = "_VERSION";
  private static final String BUSY = "BusyBox ";
  private static final int LENGTH = 8;

  private static final long LARGEST = 8 * 1024 * 1024;

  /**
   * Tells by the file's contents: in containers {@code sh} is linked, copied and mounted over.
   * Every other shell names its version's variable; dash has none.
   */
  static ShellKind of(String path) {
    File file = new File(path);
    if (!file.isFile() || !file.canExecute()) {
      return NONE;
    }
    if (file.length() > LARGEST) {
      return OTHER;
    }
    byte[] content = new byte[(int) file.length()];
    try (DataInputStream in = new DataInputStream(new FileInputStream(file))) {
      in.readFully(content);
    } catch (IOException e) {
      return OTHER;
    }
    boolean versioned = false;
    // Both marks have eight letters, so one of every eight bytes must be one of theirs: looking at
    // each byte would cost the first spawn milliseconds.
    for (int i = LENGTH - 1; i < content.length; i += LENGTH) {
      int of = VERSION.indexOf(content[i]);
      if (of >= 0 && has(content, i - of, VERSION)) {
        if (has(content, i - of - 4, "BASH")) {
          return BASH;
        }
        versioned = true;
      }
      for (of = BUSY.indexOf(content[i]); of >= 0; of = BUSY.indexOf(content[i], of + 1)) {
        if (has(content, i - of, BUSY)) {
          return BUSYBOX;
        }
      }
    }
    return versioned || content.length > SMALL ? OTHER : DASH;
  }

  private static boolean has(byte[] content, int at, String text) {
    for (int i = 0; i < text.length(); i++) {
      if (at + i < 0 || at + i >= content.length || content[at + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
