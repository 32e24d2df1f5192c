package ai.openclaw.oom.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;

/** Follows symbolic links by their text, which canonical paths do not show. */
final class Links {
  /** The kernel's own limit. */
  private static final int MOST = 40;

  private Links() {}

  static boolean leadToSelf(String path) {
    if (isSelf(path)) {
      return true;
    }
    Path link = Paths.get(path);
    for (int i = 0; i < MOST && Files.isSymbolicLink(link); i++) {
      try {
        link = link.resolveSibling(Files.readSymbolicLink(link));
      } catch (IOException e) {
        return false;
      }
      if (isSelf(link.toString())) {
        return true;
      }
    }
    return false;
  }

  /** A process's directories are the same for whatever runs in its place, its program is not. */
  private static boolean isSelf(String path) {
    return path.startsWith("/proc/thread-self/")
        || path.startsWith("/proc/self/")
            && !path.startsWith("/proc/self/cwd/")
            && !path.startsWith("/proc/self/root/");
  }
}
