package ai.openclaw.oom.shim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Map;

/**
 * In whose hands a path is. Whatever of ours is executed is looked at once and executed many times,
 * so nobody but root and the JVM's user may be able to change it, or to put something else in its
 * place, now or later.
 *
 * <p>An ACL that lets somebody write shows in the group's bits. What a file system says of its
 * files is believed. In a user namespace the kernel shows everybody whom it does not know as user
 * 65534, the root outside of it too: that is somebody else.
 */
public final class Custody {
  private static final int TYPE = 0170000;
  private static final int FOLDER = 0040000;
  private static final int LINK = 0120000;
  private static final int STICKY = 01000;
  private static final int WRITABLE_BY_OTHERS = 0022;
  private static final int PERMISSIONS = 0777;
  private static final int PRIVATE = 0700;
  private static final int ROOT = 0;

  private final int mode;
  private final int owner;

  private Custody(Path path) throws IOException {
    // Each call costs the first spawn, and a link on the way would be somebody's doing.
    Map<String, Object> attributes =
        Files.readAttributes(path, "unix:mode,uid", LinkOption.NOFOLLOW_LINKS);
    mode = (Integer) attributes.get("mode");
    owner = (Integer) attributes.get("uid");
  }

  /**
   * Why somebody else could change a file or folder, or exchange it or any folder on its way.
   *
   * <p>The root comes first: what lies in a folder that is in good hands stays as it is seen.
   *
   * @param path a real path, see {@link Path#toRealPath}
   * @return a text that names the folder or file, or null if only root and the JVM's user could
   * @throws IOException if any of them cannot be looked at
   */
  public static String fault(Path path) throws IOException {
    Path folder = path.getParent();
    String fault = folder == null ? null : fault(folder);
    return fault == null ? new Custody(path).faultOf(path) : fault;
  }

  // Who owns a folder may let others write to it at any time, and is not bound by its sticky bit.
  private String faultOf(Path path) throws IOException {
    int type = mode & TYPE;
    if (type == LINK) {
      return path + " is a link";
    }
    if (owner != ROOT && owner != user()) {
      return path + " belongs to user " + (owner & 0xffffffffL) + ", neither root nor the JVM's";
    }
    boolean mayBeWritten = type == FOLDER && (mode & STICKY) != 0;
    return mayBeWritten || (mode & WRITABLE_BY_OTHERS) == 0 ? null : "others may write to " + path;
  }

  /** Whether something is a folder, and no link to one, that is open to the JVM's user alone. */
  static boolean isPrivateFolder(Path path) throws IOException {
    Custody folder = new Custody(path);
    return (folder.mode & (TYPE | PERMISSIONS)) == (FOLDER | PRIVATE) && folder.owner == user();
  }

  /**
   * The JVM's effective user. Unlike the files below it, {@code /proc/self} always belongs to that
   * one, also where the JVM is not dumpable.
   */
  static int user() throws IOException {
    return (Integer) Files.getAttribute(Paths.get("/proc/self"), "unix:uid");
  }
}
