package ai.openclaw.oom.assembly;

/** Finds the option that somebody meant. */
final class NearestKey {
  private NearestKey() {}

  static String hint(String unknown) {
    Options best = null;
    int least = Integer.MAX_VALUE;
    for (Options option : Options.values()) {
      int distance = distance(unknown, option.key);
      if (distance < least) {
        least = distance;
        best = option;
      }
    }
    return "the nearest key is " + best.key + " (" + best.allowed() + ")";
  }

  /** Levenshtein's distance: how many letters must be put in, taken out or replaced. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
