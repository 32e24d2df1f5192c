package ai.openclaw.oom.group;

import java.util.List;

/** A process's group and those above it, as they were at one moment. Immutable. */
public final class GroupReading {
  private final GroupPlace place;
  private final List<GroupLevel> levels;

  GroupReading(GroupPlace place, List<GroupLevel> levels) {
    this.place = place;
    this.levels = levels;
  }

  /** Where it was read. */
  public GroupPlace place() {
    return place;
  }

  /** The groups in sight from the lowest to the highest; empty if none is. */
  public List<GroupLevel> levels() {
    return levels;
  }

  /** The process's own group; {@code null} if it is not in sight. */
  public GroupLevel own() {
    return place.ownInSight() ? levels.get(0) : null;
  }

  /**
   * The tightest limit that is known to bind the process. One out of sight may be tighter, except
   * where v1 gives it as {@link Quantity#HIERARCHICAL_LIMIT}.
   *
   * @return a number; no limit if none of the groups has one; else why it is not known
   */
  public GroupValue tightestLimit() {
    GroupValue tightest = null;
    for (GroupLevel level : levels) {
      if (level.binds()) {
        tightest = tighter(tightest, level.get(Quantity.LIMIT));
        tightest = tighter(tightest, level.get(Quantity.HIERARCHICAL_LIMIT));
      }
    }
    return tightest == null ? place.problem() : tightest;
  }

  /** The group whose own limit is the tightest in sight, the lowest of equals; or {@code null}. */
  public GroupLevel tightest() {
    GroupLevel tightest = null;
    long least = Long.MAX_VALUE;
    for (GroupLevel level : levels) {
      long limit = level.get(Quantity.LIMIT).numberOr(Long.MAX_VALUE);
      if (level.binds() && limit < least) {
        tightest = level;
        least = limit;
      }
    }
    return tightest;
  }

  /**
   * Whether {@code memory.oom.group} is 1 in one of the groups: then the first victim of a limit at
   * or above that group takes all of that group's processes with it, but those at -1000.
   *
   * @return 1, of the highest such group; 0 if it is 1 in none; else why it is not known
   */
  public GroupValue oomGroup() {
    GroupValue found = null;
    for (GroupLevel level : levels) {
      GroupValue value = level.get(Quantity.OOM_GROUP);
      if (found == null || danger(value) >= danger(found)) {
        found = value;
      }
    }
    return found == null ? place.problem() : found;
  }

  private static int danger(GroupValue oomGroup) {
    switch (oomGroup.state()) {
      case NUMBER:
        return oomGroup.number() > 0 ? 3 : 1;
      case UNREADABLE:
        return 2;
      default:
        return 0;
    }
  }

  private static GroupValue tighter(GroupValue one, GroupValue other) {
    if (one == null || rank(other) > rank(one)) {
      return other;
    }
    boolean less = one.isNumber() && other.isNumber() && other.number() < one.number();
    return less ? other : one;
  }

  /** A number says most. Where there is none, what could not be read may have been one. */
  private static int rank(GroupValue limit) {
    switch (limit.state()) {
      case NUMBER:
        return 3;
      case UNREADABLE:
        return 2;
      case NO_LIMIT:
        return 1;
      default:
        return 0;
    }
  }

  @Override
  public String toString() {
    return place + " " + levels;
  }
}
