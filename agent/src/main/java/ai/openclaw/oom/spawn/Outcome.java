package ai.openclaw.oom.spawn;

/** What became of a spawn, in the order of the decision: the first that holds is taken. */
public enum Outcome {
  /** argv is empty: the JDK says so itself. */
  EMPTY_COMMAND("argv is empty"),
  /** The child's environment says no, or the JVM's own where the child's says nothing. */
  OPTED_OUT("the environment says " + OptOut.VARIABLE + "=off"),
  /** One of the operator's exclude patterns matches. */
  EXCLUDED("exclude matches"),
  /** The operator gave include patterns, and none matches. */
  NOT_INCLUDED("include does not match"),
  /** argv raises the score by itself already. */
  ALREADY_WRAPPED("argv raises the score by itself"),
  /** The JVM's own score is at or above the target, and children inherit it. */
  INHERITED("the JVM's own score is at or above the target"),
  /** The command would fail to start, or did; the failure is the JDK's own. */
  WOULD_NOT_START("the command cannot be executed"),
  /** argv goes through the shell shim. */
  WRAPPED_SH("a shell raises itself and executes it"),
  /** argv goes through the native helper. */
  WRAPPED_NATIVE("the native helper raises itself and executes it"),
  /** argv is left alone, and the score raised from the parent after the start. */
  LEFT_TO_PARENT("raised from the parent"),
  /** No shim could carry the spawn, and the operator wants no raise from the parent. */
  LEFT_ALONE("fallback=none"),
  /** The child was to be raised, and its score reads below the target: the raise was refused. */
  NOT_RAISED("the kernel refused the raise"),
  /** The agent itself failed: argv and environment went through untouched. */
  AGENT_FAILED("the agent failed");

  private final String why;

  Outcome(String why) {
    this.why = why;
  }

  /** Whether the child was to be raised. */
  public boolean isRaise() {
    return this == WRAPPED_SH
        || this == WRAPPED_NATIVE
        || this == LEFT_TO_PARENT
        || this == NOT_RAISED;
  }

  /** The words of the decision's table, for a log. */
  public String why() {
    return why;
  }
}
