package ai.openclaw.oom.spawn;

import ai.openclaw.oom.linux.Executables;

/** What the operator wants. */
public final class Policy {
  final int score;
  final boolean raiseFromParent;
  private final Globs include;
  private final Globs exclude;

  /**
   * @param score the target, 1 to 1000
   * @param raiseFromParent whether a spawn that no shim carries is raised after its start
   * @param include globs separated by {@code :} or {@code ;}; empty for all commands
   * @param exclude the same; empty for none
   */
  public Policy(int score, boolean raiseFromParent, String include, String exclude) {
    this.score = score;
    this.raiseFromParent = raiseFromParent;
    this.include = include.isEmpty() ? null : Globs.of(include);
    this.exclude = exclude.isEmpty() ? null : Globs.of(exclude);
  }

  /** Whether it takes the command's file to tell whom the operator means. */
  boolean hasPatterns() {
    return include != null || exclude != null;
  }

  /**
   * What the patterns say of a program.
   *
   * @param path as it was asked for, or as it is found
   * @param executables to follow links
   * @return {@link Outcome#EXCLUDED}, {@link Outcome#NOT_INCLUDED}, or null if it is to be raised
   */
  public Outcome refusal(String path, Executables executables) {
    if (exclude != null && exclude.matchAny(path, executables)) {
      return Outcome.EXCLUDED;
    }
    return include == null || include.matchAny(path, executables) ? null : Outcome.NOT_INCLUDED;
  }

  public int score() {
    return score;
  }

  public boolean raisesFromParent() {
    return raiseFromParent;
  }
}
