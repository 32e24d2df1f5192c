package ai.openclaw.oom.spawn;

/** What the operator wants. */
public final class Policy {
  final boolean isLinux;
  final boolean enabled;
  final int score;
  final boolean raiseFromParent;
  final Globs include;
  final Globs exclude;

  /**
   * @param isLinux whether this is Linux at all
   * @param enabled whether the agent is to do anything
   * @param score the target, 1 to 1000
   * @param raiseFromParent whether a spawn that no shim carries is raised after its start
   * @param include globs separated by {@code ;}; empty for all commands
   * @param exclude globs separated by {@code ;}; empty for none
   */
  public Policy(
      boolean isLinux,
      boolean enabled,
      int score,
      boolean raiseFromParent,
      String include,
      String exclude) {
    this.isLinux = isLinux;
    this.enabled = enabled;
    this.score = score;
    this.raiseFromParent = raiseFromParent;
    this.include = new Globs(include);
    this.exclude = new Globs(exclude);
  }

  public int score() {
    return score;
  }

  public boolean raisesFromParent() {
    return raiseFromParent;
  }
}
