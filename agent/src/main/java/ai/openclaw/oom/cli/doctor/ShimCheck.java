package ai.openclaw.oom.cli.doctor;

/** Whether children can be raised, and by which shim {@code auto} would do it. */
final class ShimCheck implements Check {
  private final Trial.Way way;

  ShimCheck(Trial.Way way) {
    this.way = way;
  }

  @Override
  public Finding look(Patient patient) {
    if (patient.isRunning()) {
      return null;
    }
    String name = "shim " + way;
    int target = patient.target();
    Trial trial = patient.trial;
    if (trial.score(way) >= target) {
      boolean first = true;
      for (Trial.Way better : Trial.Way.values()) {
        first &= better.compareTo(way) >= 0 || trial.score(better) < target;
      }
      return Finding.ok(
          name, "a child reads " + trial.score(way) + (first ? ", auto takes it" : ""));
    }
    boolean any = false;
    for (Trial.Way other : Trial.Way.values()) {
      any |= trial.score(other) >= target;
    }
    String why = trial.why(way) == null ? "a child reads " + trial.score(way) : trial.why(way);
    if (any) {
      return Finding.note(
          name,
          why,
          way == Trial.Way.NATIVE
              ? "install DIR puts jar and helper where they can be used"
              : null);
    }
    return Finding.bad(
        name,
        why,
        "no child can raise its score here",
        "mount /proc writable, and see what security modules say of /proc/PID/oom_score_adj");
  }
}
