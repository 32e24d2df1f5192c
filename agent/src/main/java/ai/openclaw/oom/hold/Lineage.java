package ai.openclaw.oom.hold;

import ai.openclaw.oom.linux.ProcessEntry;
import ai.openclaw.oom.linux.Processes;
import ai.openclaw.oom.linux.Scores;

/**
 * Tells whether a process descends from a raised child. Raising a stranger would be worse than
 * missing a descendant: what is not certain is not so.
 */
final class Lineage {
  /** Deeper than any JVM is started. */
  private static final int DEEPEST = 32;

  private static final long INIT = 1;

  private final Scores scores;
  private final Processes processes;
  private final Members members;
  private final int target;

  /** The parent that was found to be a member last: siblings mostly come one after the other. */
  private ProcessEntry knownParent;

  private ProcessEntry own;

  Lineage(Scores scores, Processes processes, Members members, int target) {
    this.scores = scores;
    this.processes = processes;
    this.members = members;
    this.target = target;
  }

  /** Begins with processes that have all been read by now: what is found holds for them. */
  void renew() {
    knownParent = null;
    own = null;
  }

  boolean isOurs(ProcessEntry process) {
    return isChildOfMember(process)
        || isLedByMember(process.session)
        || isLedByMember(process.group)
        || isOwnOrphan(process);
  }

  // The processes were not read at one moment: the parent's pid may have become somebody else's
  // before the child's line was read.
  private boolean isChildOfMember(ProcessEntry child) {
    if (knownParent == null || knownParent.pid != child.parent) {
      if (!members.hasLive(child.parent)) {
        return false;
      }
      ProcessEntry parent = processes.process(child.parent);
      if (!isMember(parent)) {
        return false;
      }
      knownParent = parent;
    }
    return child.startTime >= knownParent.startTime;
  }

  private boolean isMember(ProcessEntry process) {
    int slot = process == null ? -1 : members.find(process.pid);
    return slot >= 0 && members.isLive(slot) && members.startTime(slot) == process.startTime;
  }

  /**
   * Only what descends from a session's leader is in its session, and of a group's leader or its
   * siblings. As long as there is a group or session, the kernel gives its number to nobody else.
   */
  private boolean isLedByMember(long id) {
    int slot = members.find(id);
    if (slot < 0) {
      return false;
    }
    if (!members.isLive(slot)) {
      return true;
    }
    ProcessEntry leader = processes.process(id);
    return leader == null || isMember(leader);
  }

  /**
   * An orphan whose launcher ended before it was seen, still in this JVM's own group: nothing but a
   * child that inherited it has just this target there. Whoever is in the group by other ways has a
   * parent that is neither init nor one of the JVM's own ancestors, or another score.
   */
  private boolean isOwnOrphan(ProcessEntry process) {
    if (own == null) {
      own = processes.own();
    }
    return own != null
        && process.group == own.group
        && process.session == own.session
        && process.startTime > own.startTime
        && isReaper(process.parent)
        && scores.scoreOf(process.pid) == target
        && process.isSameAs(processes.process(process.pid));
  }

  /** The kernel hands orphans on to an ancestor, or to init. */
  private boolean isReaper(long pid) {
    if (pid == INIT || pid == own.pid) {
      return true;
    }
    ProcessEntry ancestor = own;
    for (int i = 0; i < DEEPEST && ancestor != null; i++) {
      if (ancestor.parent == pid) {
        return true;
      }
      ancestor = ancestor.parent > 0 ? processes.process(ancestor.parent) : null;
    }
    return false;
  }
}
