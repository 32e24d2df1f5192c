package ai.openclaw.oom.report;

import ai.openclaw.oom.linux.ProcessEntry;
import ai.openclaw.oom.log.Printable;
import ai.openclaw.oom.spawn.Wrapped;
import ai.openclaw.oom.watch.Child;
import java.util.concurrent.TimeUnit;

/** A raised child or a descendant of one, as it was when it was last seen. */
final class Sighting {
  private static final long MIB = 1 << 20;

  /** The child that it descends from; itself if it is one. */
  final Sighting root;

  /** Null for a descendant, and for a child that came past the agent or was not told of yet. */
  Child child;

  ProcessEntry last;
  long seenAt;

  /** Its place among all, and whether it is there no more. */
  int index;

  boolean isGone;

  /** Whether the parent was there when this one was found gone. */
  boolean isParentThere;

  /**
   * @param root null for one that descends from nobody who was seen
   */
  Sighting(Child child, Sighting root, ProcessEntry last, long now) {
    this.child = child;
    this.root = root == null ? this : root;
    see(last, now);
  }

  void see(ProcessEntry entry, long now) {
    last = entry;
    seenAt = now;
  }

  /** Whether it is, for all that is known, a child that came past the agent. */
  boolean isStray() {
    return child == null && root == this;
  }

  /** Whether the JDK tells of its end. */
  boolean isToldOf() {
    return child != null && child.process != null;
  }

  /** Whether it had not come to its command yet: a start of ours that had not come back. */
  boolean isStarting() {
    return last.name != null
        && (last.name.equals(Wrapped.SPAWN_HELPER) || last.name.startsWith(Wrapped.HELPER));
  }

  /** What it held, and when, for a line. */
  static String held(long bytes, long seenAt) {
    long tenths = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - seenAt) / 100;
    return bytes / MIB + " MiB when last seen, " + tenths / 10 + "." + tenths % 10 + " s before";
  }

  @Override
  public String toString() {
    String name = last.pid + " (" + Printable.of(String.valueOf(last.name)) + ")";
    if (root != this) {
      return "descendant " + name + " of " + (root.child == null ? root : root.child);
    }
    return child == null ? "child " + name + ", which came past the agent" : child.toString();
  }
}
