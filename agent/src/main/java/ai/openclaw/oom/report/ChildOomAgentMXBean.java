package ai.openclaw.oom.report;

import java.util.List;
import java.util.Map;

/** What a management client sees, as {@code ai.openclaw.oom:type=ChildOomAgent}. */
public interface ChildOomAgentMXBean {
  /** How many spawns had which outcome, since the JVM's start. */
  Map<String, Long> getSpawns();

  /** How many spawns of all outcomes gave a raised child. */
  long getRaisedSpawns();

  /** How many did not, or started nothing. */
  long getOtherSpawns();

  /** How many raises from the parent were done, refused, or came too late. */
  Map<String, Long> getParentRaises();

  /** How many times a process that had lowered itself was raised again, or could not be. */
  Map<String, Long> getHolds();

  /** How many children that came past the gate were raised, or could not be. */
  Map<String, Long> getStrays();

  /** How many raised children were seen to end by SIGKILL. */
  long getKilledChildren();

  /**
   * How many descendants of raised children have gone while the memory group counted OOM kills that
   * no child's end explains.
   */
  long getKilledDescendants();

  /**
   * How many raised children and descendants of such the guard has killed. Those of them that are
   * children of the JVM are among the killed children, too.
   */
  long getGuardKills();

  /** How many raised children of the JDK's were alive at the last look, twice a second. */
  long getLiveRaisedChildren();

  /** Every option with the value that is in force. */
  Map<String, String> getOptions();

  /** The agent's version. */
  String getVersion();

  /**
   * {@code native}, {@code sh} or {@code parent}: the shim that spawns get where it can carry them.
   */
  String getShim();

  /** Why it is that one. */
  String getShimReason();

  /**
   * What was found out of the last 20 raised children that ended by SIGKILL, and of descendants
   * that the kernel or the guard has killed, the newest last.
   */
  List<String> getLastKills();
}
