package ai.openclaw.oom.agent;

import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.security.AccessController;
import java.security.AllPermission;
import java.security.CodeSource;
import java.security.Permissions;
import java.security.PrivilegedExceptionAction;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.HashMap;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/**
 * The classes of the inner rooms, as they lie in the jar. What a spawn needs is one stored entry
 * (see {@code PackRooms} of the build), from which each class is taken as it is, by way of one
 * buffer for all: to find and inflate them one by one took a third of what the first spawn of a JVM
 * costs, and half as much the memory for all of them at once. The rest are entries as in any jar.
 *
 * <p>Not thread-safe.
 */
final class RoomsFile {
  private static final String STORED = "ai/openclaw/oom/rooms";

  /** Up to this size the JDK reads without asking for memory. */
  private static final int PIECE = 8192;

  private static final byte[] NONE = {};

  /** Of the rooms' classes. */
  final ProtectionDomain domain;

  private final URL jar;
  private JarFile open;
  private ZipEntry stored;

  /** By class, two numbers: where it begins, and how long it is. */
  private Map<String, int[]> places;

  /** Empty while it is taken. */
  private byte[] buffer = new byte[2 * PIECE];

  RoomsFile(URL jar) {
    this.jar = jar;
    Permissions all = new Permissions();
    all.add(new AllPermission());
    this.domain = new ProtectionDomain(new CodeSource(null, (Certificate[]) null), all);
  }

  /**
   * Reads a class into the buffer.
   *
   * @return how long it is
   * @throws Exception if it cannot be read, also if there is no such class
   */
  int find(String name) throws Exception {
    // Reading one's own jar is granted to every class, whatever the policy.
    return System.getSecurityManager() == null
        ? read(name)
        : AccessController.doPrivileged(new Reading(name));
  }

  byte[] takeBuffer() {
    byte[] taken = buffer;
    buffer = NONE;
    return taken;
  }

  void giveBack(byte[] taken) {
    buffer = taken;
  }

  private final class Reading implements PrivilegedExceptionAction<Integer> {
    private final String name;

    Reading(String name) {
      this.name = name;
    }

    @Override
    public Integer run() throws Exception {
      return read(name);
    }
  }

  private int read(String name) throws IOException, URISyntaxException {
    if (places == null) {
      open = new JarFile(new File(jar.toURI()), false);
      stored = open.getEntry(STORED);
      places = table();
    }
    int[] place = places.get(name);
    if (place != null) {
      read(stored, place[0], place[1]);
      return place[1];
    }
    ZipEntry entry = open.getEntry(name.replace('.', '/') + ".class");
    if (entry == null) {
      throw new IOException(jar + " has no " + name);
    }
    read(entry, 0, (int) entry.getSize());
    return (int) entry.getSize();
  }

  private void read(ZipEntry entry, int from, int length) throws IOException {
    if (length > buffer.length) {
      buffer = new byte[length];
    }
    try (InputStream in = open.getInputStream(entry)) {
      for (long left = from; left > 0; ) {
        left -= in.skip(left);
      }
      for (int at = 0; at < length; ) {
        int count = in.read(buffer, at, Math.min(PIECE, length - at));
        if (count < 0) {
          throw new EOFException(jar + " ends within " + entry);
        }
        at += count;
      }
    }
  }

  private Map<String, int[]> table() throws IOException {
    read(stored, 0, 4);
    int length = intAt(0);
    read(stored, 4, length);
    Map<String, int[]> table = new HashMap<>();
    int begin = 4 + length;
    for (int at = 0; at < length; ) {
      int nameLength = intAt(at);
      @SuppressWarnings("deprecation") // It takes each byte for a character, which they are.
      String name = new String(buffer, 0, at + 4, nameLength);
      at += 4 + nameLength;
      int size = intAt(at);
      table.put(name, new int[] {begin, size});
      begin += size;
      at += 4;
    }
    return table;
  }

  private int intAt(int at) {
    return (buffer[at] & 0xff) << 24
        | (buffer[at + 1] & 0xff) << 16
        | (buffer[at + 2] & 0xff) << 8
        | buffer[at + 3] & 0xff;
  }
}
