package ai.openclaw.oom.hold;

import ai.openclaw.oom.linux.Executables;
import ai.openclaw.oom.linux.ProcessEntry;
import ai.openclaw.oom.linux.Processes;
import ai.openclaw.oom.linux.Scores;
import ai.openclaw.oom.linux.Scores.Raise;
import ai.openclaw.oom.log.Log;
import ai.openclaw.oom.log.Printable;
import ai.openclaw.oom.report.Tally;
import ai.openclaw.oom.spawn.OptOut;
import ai.openclaw.oom.spawn.Policy;
import ai.openclaw.oom.spawn.Wrapped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The net beneath all surfaces: children of this JVM that came past the gate, started by native
 * code or before the agent was there.
 *
 * <p>A child of the gate's is in the process table some time before the gate is told of it. So
 * nobody is taken for a stray at the first sight, nor as long as it is still on the way to its
 * command.
 */
final class Strays {
  /** Far more than any service has at a time that nobody knows. */
  private static final int MOST = 1024;

  private static final String SPAWN_HELPER = "/" + Wrapped.SPAWN_HELPER;
  private static final String SHIM = "/" + Wrapped.HELPER;

  /** The agent's own, which stays as it is. */
  private static final String GUARD = "/oom-guard-";

  private final Scores scores;
  private final Processes processes;
  private final Executables executables;
  private final Policy policy;
  private final Tally tally;

  /** By pid, seen before this look. */
  private final Map<Long, ProcessEntry> candidates = new LinkedHashMap<>();

  private final List<ProcessEntry> seenNow = new ArrayList<>();

  /** Children of the gate's that are to be left as they are: start times by pid. */
  private final Map<Long, Long> left = new HashMap<>();

  /** Whether who is there at the first look is left as it is. */
  private boolean leavesFirst;

  private String ownExecutable;
  private String ownCommandLine;
  private boolean full;
  private int nextCleaning = MOST;

  Strays(
      Scores scores,
      Processes processes,
      Executables executables,
      Policy policy,
      boolean leavesFirst,
      Tally tally) {
    this.scores = scores;
    this.processes = processes;
    this.executables = executables;
    this.policy = policy;
    this.leavesFirst = leavesFirst;
    this.tally = tally;
  }

  /** Tells of a child of the gate's that is not to be raised. */
  void leave(long pid) {
    ProcessEntry child = processes.child(pid);
    if (child != null) {
      left.put(pid, child.startTime);
    }
    if (left.size() >= nextCleaning) {
      for (Iterator<Long> pids = left.keySet().iterator(); pids.hasNext(); ) {
        if (!isLeft(processes.child(pids.next()))) {
          pids.remove();
        }
      }
      nextCleaning = Math.max(MOST, 2 * left.size());
    }
  }

  private boolean isLeft(ProcessEntry child) {
    return child != null && Long.valueOf(child.startTime).equals(left.get(child.pid));
  }

  /** Tells of a child of this JVM that is no member. */
  void see(ProcessEntry child) {
    seenNow.add(child);
  }

  /** Closes a look. */
  void advance() {
    for (ProcessEntry child : seenNow) {
      if (leavesFirst) {
        left.put(child.pid, child.startTime);
      } else if (candidates.size() < MOST) {
        candidates.put(child.pid, child);
      } else if (!full) {
        full = true;
        Log.warn("more than " + MOST + " children came past the agent: not all are raised");
      }
    }
    leavesFirst = false;
    seenNow.clear();
  }

  /**
   * Raises those that were seen before this look, and still are strays.
   *
   * @return those that are at the target now
   */
  List<ProcessEntry> raise(Members members) {
    List<ProcessEntry> raised = new ArrayList<>();
    for (Iterator<ProcessEntry> all = candidates.values().iterator(); all.hasNext(); ) {
      ProcessEntry child = all.next();
      if (isLeft(child)
          || members.hasLive(child.pid)
          || !child.isSameAs(processes.child(child.pid))) {
        all.remove();
      } else {
        String executable = processes.executableOf(child.pid);
        if (!isOnItsWay(child.pid, executable)) {
          all.remove();
          if (isWanted(child.pid, executable) && raise(child, executable)) {
            raised.add(child);
          }
        }
      }
    }
    return raised;
  }

  /** A child is its JVM until it executes something, and then the JDK's helper, or ours. */
  private boolean isOnItsWay(long pid, String executable) {
    if (executable == null) {
      return false;
    }
    if (executable.endsWith(SPAWN_HELPER)
        || executable.contains(SHIM)
        || executable.contains(GUARD)) {
      return true;
    }
    if (ownExecutable == null) {
      ProcessEntry own = processes.own();
      ownExecutable = own == null ? "" : processes.executableOf(own.pid);
      ownCommandLine = own == null ? "" : processes.commandLineOf(own.pid);
    }
    return executable.equals(ownExecutable)
        && processes.commandLineOf(pid) != null
        && processes.commandLineOf(pid).equals(ownCommandLine);
  }

  private boolean isWanted(long pid, String executable) {
    String said = processes.environmentOf(pid, OptOut.VARIABLE);
    if (OptOut.isSaidBy(said, executables.variable(OptOut.VARIABLE))) {
      return false;
    }
    return executable == null || policy.refusal(executable, executables) == null;
  }

  private boolean raise(ProcessEntry child, String executable) {
    int score = scores.scoreOf(child.pid);
    if (score == Scores.UNKNOWN || score >= policy.score()) {
      return score != Scores.UNKNOWN;
    }
    Raise raise = scores.raise(child.pid, child.startTime, policy.score());
    tally.countStray(raise);
    if (Log.isDebug()) {
      String name = executable == null ? "?" : Printable.of(executable);
      Log.debug("STRAY " + name + ": child " + child.pid + " at " + score + ", raise " + raise);
    }
    return raise == Raise.DONE;
  }
}
