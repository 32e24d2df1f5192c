package ai.openclaw.oom.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The smallest static ELF program that exits with 0: what a spawn costs beyond it is the spawn. */
final class TinyProgram implements AutoCloseable {
  private static final boolean IS_ARM = System.getProperty("os.arch").equals("aarch64");
  private static final byte[] X86_64 = {0x31, (byte) 0xff, (byte) 0xb8, 60, 0, 0, 0, 15, 5};
  private static final byte[] AARCH64 = {
    0, 0, (byte) 0x80, (byte) 0xd2, (byte) 0xa8, 0xb, (byte) 0x80, (byte) 0xd2, 1, 0, 0, (byte) 0xd4
  };
  private static final long BASE = 0x400000;
  private static final int HEADERS = 64 + 56;

  private final Path file;

  TinyProgram() throws IOException {
    // Not in the temporary folder, which may be mounted noexec.
    Path target = Path.of("it-tests/target").toAbsolutePath();
    file = Files.createTempDirectory(target, "tiny").resolve("tiny");
    Files.write(file, elf());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  String path() {
    return file.toString();
  }

  @Override
  public void close() throws IOException {
    Files.delete(file);
    Files.delete(file.getParent());
  }

  private static byte[] elf() {
    byte[] code = IS_ARM ? AARCH64 : X86_64;
    int size = HEADERS + code.length;
    ByteBuffer elf = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    elf.putInt(0x464c457f).put((byte) 2).put((byte) 1).put((byte) 1).position(16);
    elf.putShort((short) 2).putShort((short) (IS_ARM ? 183 : 62)).putInt(1);
    elf.putLong(BASE + HEADERS).putLong(64).putLong(0).putInt(0);
    elf.putShort((short) 64).putShort((short) 56).putShort((short) 1).position(64);
    // One segment, readable and executable: the whole file.
    elf.putInt(1).putInt(5).putLong(0).putLong(BASE).putLong(BASE);
    elf.putLong(size).putLong(size).putLong(4096).put(code);
    return elf.array();
  }
}
