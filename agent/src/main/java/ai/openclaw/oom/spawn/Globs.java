package ai.openclaw.oom.spawn;

import ai.openclaw.oom.linux.Executables;
import java.util.ArrayList;
import java.util.List;

/**
 * The operator's patterns: globs separated by {@code :} or {@code ;}, in which {@code *} stands for
 * any number of any characters, slashes too, and {@code ?} for one.
 *
 * <p>A glob is matched against the command's file name and its path. {@code /bin} is a link to
 * {@code /usr/bin} on most systems, and which of the two somebody writes, or a search ends in, is
 * by chance: so a glob with a slash also means the real path, and its own leading folders are
 * followed, too.
 */
final class Globs {
  private final List<String> globs = new ArrayList<>();
  private boolean followed;

  /**
   * @return null if there is none
   */
  static Globs of(String separated) {
    Globs globs = new Globs(separated);
    return globs.globs.isEmpty() ? null : globs;
  }

  private Globs(String separated) {
    for (String glob : separated.split("[:;]")) {
      if (!glob.trim().isEmpty()) {
        globs.add(glob.trim());
      }
    }
  }

  boolean matchAny(String path, Executables executables) {
    if (matchAny(path) || matchAny(path.substring(path.lastIndexOf('/') + 1))) {
      return true;
    }
    if (path.indexOf('/') < 0 || !follow(executables)) {
      return false;
    }
    int name = path.lastIndexOf('/');
    String folder = executables.realPath(path.substring(0, name + 1));
    String file = executables.realPath(path);
    return folder != null && matchAny(below(folder, path.substring(name + 1)))
        || file != null && matchAny(file);
  }

  boolean matchAny(String text) {
    for (String glob : globs) {
      if (matches(glob, text)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Adds the real folders of all globs that begin with one.
   *
   * @return whether any glob means a path
   */
  private synchronized boolean follow(Executables executables) {
    boolean any = false;
    for (String glob : new ArrayList<>(globs)) {
      int name = glob.lastIndexOf('/', wildcard(glob));
      any |= glob.indexOf('/') >= 0;
      if (!followed && glob.startsWith("/")) {
        String real = executables.realPath(glob.substring(0, name + 1));
        String other = real == null ? glob : below(real, glob.substring(name + 1));
        if (!globs.contains(other)) {
          globs.add(other);
        }
      }
    }
    followed = true;
    return any;
  }

  private static int wildcard(String glob) {
    int at = 0;
    while (at < glob.length() && glob.charAt(at) != '*' && glob.charAt(at) != '?') {
      at++;
    }
    return at;
  }

  private static String below(String folder, String name) {
    return folder.endsWith("/") ? folder + name : folder + "/" + name;
  }

  // On a mismatch the last * takes one character more: no recursion, no exponential patterns.
  private static boolean matches(String glob, String text) {
    int g = 0;
    int t = 0;
    int star = -1;
    int starText = 0;
    while (t < text.length()) {
      if (g < glob.length() && glob.charAt(g) == '*') {
        star = g++;
        starText = t;
      } else if (g < glob.length() && (glob.charAt(g) == '?' || glob.charAt(g) == text.charAt(t))) {
        g++;
        t++;
      } else if (star >= 0) {
        g = star + 1;
        t = ++starText;
      } else {
        return false;
      }
    }
    while (g < glob.length() && glob.charAt(g) == '*') {
      g++;
    }
    return g == glob.length();
  }
}
