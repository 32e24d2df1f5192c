package ai.openclaw.oom.shim;

import ai.openclaw.oom.log.Log;
import java.io.DataInputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/**
 * A native program of ours as a file: finds an installed one, or writes one where the operator
 * asked for that. Whatever is executed in place of every command must be above suspicion, so a file
 * counts only if it holds the very bytes that the agent carries, and only root and the JVM's user
 * could ever change that ({@link Custody}).
 */
public final class HelperFile {
  private static final String ENTRIES = "ai/openclaw/oom/shim/";

  /** What comes next in the order of the shims. */
  static final String INSTEAD =
      "; sh is used where it can carry a spawn, else the raise from the parent";

  private final File jar;
  private final String program;
  private final String instead;

  /**
   * The helper that raises.
   *
   * @param jar the agent's jar, which carries the programs
   */
  public HelperFile(File jar) {
    this(jar, "oom-shim", INSTEAD);
  }

  /**
   * @param jar the agent's jar, which carries the programs
   * @param program its name, without the architecture
   * @param instead what is done without it, in words that end a line
   */
  public HelperFile(File jar, String program, String instead) {
    this.jar = jar;
    this.program = program;
    this.instead = instead;
  }

  /** The program's file name for this architecture, or null if there is none. */
  private String name() {
    String arch = System.getProperty("os.arch");
    if (arch.equals("amd64") || arch.equals("x86_64")) {
      return program + "-x86_64";
    }
    return arch.equals("aarch64") ? program + "-aarch64" : null;
  }

  /**
   * Looks for the helper that an image or a package brought along.
   *
   * @param path an absolute path
   * @param mustExist whether a missing file deserves a line
   * @return its real path, or null if there is no intact one
   */
  public String installed(String path, boolean mustExist) {
    try {
      if (!mustExist && !new File(path).exists()) {
        return null;
      }
      Path file = Paths.get(path).toRealPath();
      String fault = fault(file);
      if (fault == null) {
        return file.toString();
      }
      Log.warn("the native helper " + path + " is not used: " + fault + instead);
    } catch (IOException | RuntimeException e) {
      Log.warn("the native helper " + path + " is not used: " + e + instead);
    }
    return null;
  }

  /** Where the helper beside the agent's jar would be; null if there is none for this machine. */
  public String pathBeside() {
    return name() == null ? null : new File(jar.getParentFile(), name()).getPath();
  }

  /**
   * Why a helper would not be used, in words.
   *
   * @param path an absolute path, or null as {@link #pathBeside} may give
   * @return null if it would be
   */
  public String faultOf(String path) {
    if (name() == null) {
      return noneHere();
    }
    try {
      return new File(path).exists() ? fault(Paths.get(path).toRealPath()) : path + " is not there";
    } catch (IOException | RuntimeException e) {
      return e.toString();
    }
  }

  /**
   * Looks for the program beside the agent's jar.
   *
   * @param mustExist whether a missing file, or an architecture for which there is none, deserves a
   *     line
   */
  public String beside(boolean mustExist) {
    String path = pathBeside();
    if (path == null && mustExist) {
      Log.warn("no " + program + " for os.arch=" + System.getProperty("os.arch") + instead);
    }
    return path == null ? null : installed(path, mustExist);
  }

  /**
   * Finds or puts a helper in a private folder below the JVM's temporary one. Its name tells user
   * and contents, so that all JVMs of a user share one file and none has to clean up.
   *
   * @return its real path, or null, after a line that says why
   */
  public String unpacked() {
    if (name() == null) {
      Log.warn("shim=native: no helper for os.arch=" + System.getProperty("os.arch") + instead);
      return null;
    }
    String tmp = System.getProperty("java.io.tmpdir");
    try {
      Path file = put(Paths.get(tmp).toRealPath());
      String fault = fault(file);
      if (fault == null) {
        return file.toString();
      }
      Log.warn("shim=native is not used: " + file + ": " + fault + instead);
    } catch (IOException | RuntimeException e) {
      Log.warn("shim=native is not used: no helper can be put below " + tmp + ": " + e + instead);
    }
    return null;
  }

  private Path put(Path base) throws IOException {
    String fault = Custody.fault(base);
    if (fault != null) {
      throw new IOException(fault);
    }
    byte[] content = carried();
    int user = Custody.user();
    Path folder = base.resolve("openclaw-oom-" + user);
    create(folder);
    // Somebody else may have been there first.
    if (!Custody.isPrivateFolder(folder)) {
      throw new IOException(folder + " is not private to user " + user);
    }
    Path file = folder.resolve(name() + "-" + Integer.toHexString(Arrays.hashCode(content)));
    if (!Files.exists(file)) {
      write(content, folder, file);
    }
    return file;
  }

  private static void create(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      try {
        Files.createDirectory(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      } catch (FileAlreadyExistsException e) {
        // Another JVM starts at the same moment.
      }
    }
  }

  // Another JVM may do the same at the same moment, and must never see half a file.
  private static void write(byte[] content, Path folder, Path file) throws IOException {
    Path part = Files.createTempFile(folder, "part", null);
    try {
      // Not Files.write, which an interrupt of the spawning thread would end.
      try (FileOutputStream out = new FileOutputStream(part.toFile())) {
        out.write(content);
      }
      Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("r-x------"));
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static String noneHere() {
    return "there is none for os.arch=" + System.getProperty("os.arch");
  }

  /** Why a file must not be used, or null. */
  private String fault(Path file) throws IOException {
    if (name() == null) {
      return noneHere();
    }
    String fault = Custody.fault(file);
    if (fault != null) {
      return fault;
    }
    File found = file.toFile();
    if (!found.isFile()) {
      return "it is no file";
    }
    if (!found.canExecute()) {
      return "it cannot be executed; is the file system mounted noexec?";
    }
    byte[] content = carried();
    if (found.length() != content.length
        || !Arrays.equals(read(new FileInputStream(found), content.length), content)) {
      return "its contents are not those that this agent carries";
    }
    return null;
  }

  private byte[] carried() throws IOException {
    try (JarFile open = new JarFile(jar, false)) {
      ZipEntry entry = open.getEntry(ENTRIES + name());
      if (entry == null) {
        throw new IOException(jar + " has no " + ENTRIES + name());
      }
      return read(open.getInputStream(entry), (int) entry.getSize());
    }
  }

  // Not Files.readAllBytes: channels bring two dozen classes, a native library and a signal handler
  // into a JVM that may have none of them yet.
  private static byte[] read(InputStream in, int length) throws IOException {
    byte[] content = new byte[length];
    try (DataInputStream data = new DataInputStream(in)) {
      data.readFully(content);
    }
    return content;
  }
}
