package ai.openclaw.oom.linux;

import java.io.DataInputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

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
    for (int i = 5; i < content.length - 8; i++) {
      if (content[i] == '_' && has(content, i, "_VERSION")) {
        if (has(content, i - 4, "BASH")) {
          return BASH;
        }
        versioned = true;
      } else if (content[i] == 'B' && has(content, i, "BusyBox ")) {
        return BUSYBOX;
      }
    }
    return versioned || content.length > SMALL ? OTHER : DASH;
  }

  private static boolean has(byte[] content, int at, String text) {
    return new String(content, at, text.length(), StandardCharsets.ISO_8859_1).equals(text);
  }
}
