package ai.openclaw.oom.report;

/** What this agent is, and by which shim it raises, in words; found out when it is asked for. */
public interface Equipment {
  /** The agent's version. */
  String version();

  /** {@code native}, {@code sh} or {@code parent}: what most spawns get. */
  String shim();

  /** Why it is that one. */
  String whyShim();
}
