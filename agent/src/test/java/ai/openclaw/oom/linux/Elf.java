package ai.openclaw.oom.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The smallest ELF programs that start: they exit with 0. */
final class Elf {
  private static final int HEADER = 64;
  private static final int ENTRY = 56;
  private static final long BASE = 0x400000;
  private static final boolean IS_ARM = System.getProperty("os.arch").equals("aarch64");

  private static final byte[] EXIT_X86_64 = {0x31, (byte) 0xff, (byte) 0xb8, 60, 0, 0, 0, 15, 5};
  private static final byte[] EXIT_AARCH64 = {
    0, 0, (byte) 0x80, (byte) 0xd2, (byte) 0xa8, 0xb, (byte) 0x80, (byte) 0xd2, 1, 0, 0, (byte) 0xd4
  };

  private Elf() {}

  static byte[] statically() {
    return program(null);
  }

  /**
   * @param loader the dynamic loader's path
   */
  static byte[] loadedBy(String loader) {
    return program(loader);
  }

  private static byte[] program(String loader) {
    byte[] code = IS_ARM ? EXIT_AARCH64 : EXIT_X86_64;
    byte[] name = loader == null ? null : (loader + '\0').getBytes(StandardCharsets.ISO_8859_1);
    int entries = loader == null ? 1 : 2;
    int start = HEADER + entries * ENTRY;
    int size = start + code.length + (name == null ? 0 : name.length);
    ByteBuffer file = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    file.putInt(0x464c457f).put((byte) 2).put((byte) 1).put((byte) 1).position(16);
    file.putShort((short) 2).putShort((short) (IS_ARM ? 183 : 62)).putInt(1);
    file.putLong(BASE + start).putLong(HEADER).putLong(0).putInt(0);
    file.putShort((short) HEADER).putShort((short) ENTRY).putShort((short) entries);
    file.position(HEADER);
    if (name != null) {
      entry(file, 3, start + code.length, name.length);
    }
    entry(file, 1, 0, size);
    file.put(code);
    if (name != null) {
      file.put(name);
    }
    return file.array();
  }

  /** A program header: readable and executable. */
  private static void entry(ByteBuffer file, int type, long offset, long size) {
    file.putInt(type).putInt(5).putLong(offset).putLong(BASE + offset).putLong(BASE + offset);
    file.putLong(size).putLong(size).putLong(4096);
  }
}
