package ai.openclaw.oom.spawn;

import java.util.ArrayList;
import java.util.List;

/**
 * The operator's patterns: globs separated by {@code ;}, in which {@code *} stands for any number
 * of any characters, slashes too, and {@code ?} for one.
 */
final class Globs {
  private final List<String> globs = new ArrayList<>();

  /**
   * @return null if there is none
   */
  static Globs of(String separated) {
    Globs globs = new Globs(separated);
    return globs.globs.isEmpty() ? null : globs;
  }

  private Globs(String separated) {
    for (String glob : separated.split(";")) {
      if (!glob.trim().isEmpty()) {
        globs.add(glob.trim());
      }
    }
  }

  boolean matchAny(String text) {
    for (String glob : globs) {
      if (matches(glob, text)) {
        return true;
      }
    }
    return false;
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
