package ai.openclaw.oom.spawn;

/** What became of a spawn, in the order of the decision: the first that holds is taken. */
public enum Outcome {
  /** argv is empty: the JDK says so itself. */
  EMPTY_COMMAND,
  /** The child's environment says no. */
  OPTED_OUT,
  /** One of the operator's exclude patterns matches. */
  EXCLUDED,
  /** The operator gave include patterns, and none matches. */
  NOT_INCLUDED,
  /** argv raises the score by itself already. */
  ALREADY_WRAPPED,
  /** The JVM's own score is at or above the target, and children inherit it. */
  INHERITED,
  /** The command would fail to start, or did; the failure is the JDK's own. */
  WOULD_NOT_START,
  /** argv goes through the shell shim. */
  WRAPPED_SH,
  /** argv goes through the native helper. */
  WRAPPED_NATIVE,
  /** argv is left alone, and the score raised from the parent after the start. */
  LEFT_TO_PARENT,
  /** No shim could carry the spawn, and the operator wants no raise from the parent. */
  LEFT_ALONE,
  /** The agent itself failed: argv and environment went through untouched. */
  AGENT_FAILED
}
