package ai.openclaw.oom.hook;

import ai.openclaw.oom.spawn.Plan;

/** A spawn that is under way: from entering the spawn method to leaving it. */
final class Flight {
  final Object[] arguments;
  final Flight outer;
  String program;
  Plan plan;
  boolean startAnew;

  /** Of what was started; 0 if the woven method has not told. */
  long pid;

  /** Whether the shim was really put where a relayed plan wants it. */
  boolean relayed;

  Flight(Object[] arguments, Flight outer) {
    this.arguments = arguments;
    this.outer = outer;
  }
}
