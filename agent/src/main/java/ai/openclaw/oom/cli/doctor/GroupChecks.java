package ai.openclaw.oom.cli.doctor;

import ai.openclaw.oom.cli.Amount;
import ai.openclaw.oom.group.GroupLevel;
import ai.openclaw.oom.group.GroupPlace;
import ai.openclaw.oom.group.GroupValue;
import ai.openclaw.oom.group.Quantity;

/** The memory group, and those above it. */
final class GroupChecks {
  private static final String KUBELET =
      "Kubernetes 1.32+: the kubelet's singleProcessOOMKill: true; elsewhere write 0 there, or set"
          + " OOMPolicy=continue";

  private GroupChecks() {}

  static Finding place(Patient patient) {
    GroupPlace place = patient.groups.place();
    if (place.ownInSight()) {
      int levels = patient.groups.levels().size();
      String value =
          "cgroup v" + place.version() + " " + place.path() + ", " + levels + " level(s) in sight";
      GroupPlace other = GroupPlace.find(patient.machine.root(), "self", 2);
      boolean isHybrid = place.version() == 1 && other.mountPoint() != null;
      return Finding.ok("memory group", value + (isHybrid ? ", hybrid" : ""));
    }
    GroupValue problem = place.problem();
    if (problem.state() == GroupValue.State.ABSENT && place.version() == 0) {
      return Finding.note("memory group", problem.why() + " (" + problem.file() + ")", null);
    }
    if (place.version() == 1) {
      // Where no group can die as a whole, only the limit is not known.
      return Finding.note("memory group", problem.why() + " (" + problem.file() + ")", null);
    }
    return Finding.unknown(
        "memory group",
        problem.why() + " (" + problem.file() + ")",
        "its memory group is not in sight, nor whether it dies as a whole");
  }

  static Finding limit(Patient patient) {
    GroupValue limit = patient.groups.tightestLimit();
    if (limit.isNumber()) {
      return Finding.ok(
          "limit", Amount.of(limit.number()) + " (" + limit.file() + ")" + swap(patient));
    }
    if (limit.state() == GroupValue.State.UNREADABLE) {
      return Finding.unknown(
          "limit", limit.why() + " (" + limit.file() + ")", "its memory limit cannot be read");
    }
    long memory = patient.machine.memory("MemTotal");
    return Finding.note(
        "limit",
        "none in sight; the machine has " + (memory < 0 ? "?" : Amount.of(memory)),
        "without a limit the kernel chooses among all processes of the machine");
  }

  private static String swap(Patient patient) {
    GroupLevel level = patient.groups.tightest();
    GroupValue swap = level == null ? null : level.get(Quantity.SWAP_LIMIT);
    return swap != null && swap.isNumber() ? ", swap " + Amount.of(swap.number()) : "";
  }

  static Finding together(Patient patient) {
    GroupValue value = patient.groups.oomGroup();
    switch (value.state()) {
      case NUMBER:
        if (value.number() > 0 && patient.hasGuard()) {
          return Finding.limited(
              "oom.group",
              "1 (" + value.file() + "), and the agent keeps a guard",
              "memory.oom.group is 1, and all hangs on the guard, which may be outrun",
              KUBELET);
        }
        return value.number() == 0
            ? Finding.ok("oom.group", "0 on every level that has it")
            : Finding.bad(
                "oom.group",
                "1 (" + value.file() + ")",
                "memory.oom.group is 1, so that the kernel takes the whole group with its first"
                    + " victim, whatever the scores",
                "the agent's guard=auto; " + KUBELET);
      case UNREADABLE:
        return Finding.unknown(
            "oom.group",
            value.why() + " (" + value.file() + ")",
            "memory.oom.group cannot be read, and where it is 1 no score helps");
      default:
        // v1 has no such thing, and neither has the root of v2.
        return patient.groups.place().ownInSight()
            ? Finding.ok("oom.group", "there is none here")
            : null;
    }
  }

  static Finding high(Patient patient) {
    for (GroupLevel level : patient.groups.levels()) {
      GroupValue high = level.get(Quantity.HIGH);
      if (high.isNumber()) {
        return Finding.note(
            "memory.high",
            Amount.of(high.number()) + " (" + high.file() + ")",
            "above it all of the group is slowed down, the JVM too, before anybody is killed");
      }
    }
    return null;
  }
}
