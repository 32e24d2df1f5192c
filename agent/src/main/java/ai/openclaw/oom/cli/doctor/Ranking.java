package ai.openclaw.oom.cli.doctor;

import ai.openclaw.oom.cli.machine.Task;
import ai.openclaw.oom.group.GroupLevel;
import ai.openclaw.oom.group.GroupPlace;
import java.util.ArrayList;
import java.util.List;

/**
 * The JVM and its descendants in the order in which the kernel takes them where the tightest limit
 * is reached: resident memory, swap, page tables, and a thousandth of the limit for each point of
 * {@code oom_score_adj}.
 */
public final class Ranking {
  /** Nobody with that score is ever taken. */
  private static final int EXEMPT = -1000;

  private final Patient patient;
  private final List<Task> order = new ArrayList<>();

  Ranking(Patient patient) {
    this.patient = patient;
    add(patient.task);
    GroupLevel tightest = patient.groups.tightest();
    for (Task task : patient.tasks.descendantsOf(patient.task.pid)) {
      if (tightest == null || isIn(tightest, task)) {
        add(task);
      }
    }
    order.sort((one, other) -> Long.compare(badness(other), badness(one)));
  }

  private void add(Task task) {
    if (task.hasMemory() && task.hasScore()) {
      order.add(task);
    }
  }

  private boolean isIn(GroupLevel level, Task task) {
    return GroupPlace.find(patient.machine.root(), "" + task.pid)
        .folders()
        .contains(level.folder());
  }

  /** From the next victim on. */
  public List<Task> order() {
    return order;
  }

  /** In bytes; the least that there is for whom the kernel leaves. */
  public long badness(Task task) {
    return task.score == EXEMPT
        ? Long.MIN_VALUE
        : task.weight() + task.score * (Math.max(0, patient.room()) / 1000);
  }

  Finding finding() {
    if (order.isEmpty()) {
      return null;
    }
    Task first = order.get(0);
    String value = "pid " + first.pid + " (" + first.name + ")";
    if (badness(first) == Long.MIN_VALUE) {
      return Finding.ok("next victim", "none: all are at -1000");
    }
    if (!first.isSameAs(patient.task)) {
      return Finding.ok("next victim", value);
    }
    return order.size() == 1
        ? Finding.limited(
            "next victim",
            value + ", the JVM itself",
            "it has no child now that could go in its place",
            null)
        : Finding.bad(
            "next victim",
            value + ", the JVM itself",
            "the kernel would take the JVM before all of its children that there are",
            "see the scores below; attach " + patient.task.pid + " raises children that are there");
  }
}
