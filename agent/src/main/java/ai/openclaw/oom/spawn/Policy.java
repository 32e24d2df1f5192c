package ai.openclaw.oom.spawn;

/** What the operator wants. */
public final class Policy {
  final int score;
  final boolean raiseFromParent;
  final Globs include;
  final Globs exclude;

  /**
   * @param score the target, 1 to 1000
   * @param raiseFromParent whether a spawn that no shim carries is raised after its start
   * @param include globs separated by {@code ;}; empty for all commands
   * @param exclude globs separated by {@code ;}; empty for none
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

  public int score() {
    return score;
  }

  public boolean raisesFromParent() {
    return raiseFromParent;
  }
}
