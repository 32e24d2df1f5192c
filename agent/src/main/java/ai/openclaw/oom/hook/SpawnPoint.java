package ai.openclaw.oom.hook;

import ai.openclaw.oom.spawn.Plan;
import ai.openclaw.oom.spawn.Request;

/** The adapter of one spawn surface: knows which argument is what, and how starts fail there. */
abstract class SpawnPoint {
  private final Raiser raiser;

  SpawnPoint(Raiser raiser) {
    this.raiser = raiser;
  }

  /** Reads the arguments of the woven method; after them comes its receiver, null if static. */
  abstract Request request(Object[] arguments);

  /** Puts a plan's argv and environment in the place of the caller's. */
  abstract void rewrite(Object[] arguments, Plan plan);

  /**
   * The pid of what was started.
   *
   * @param result what the woven method is about to return; null if it returns nothing
   * @return 0 or less if nothing was started
   */
  abstract long pid(Flight flight, Object result);

  /** Whether the command really runs; if not, nothing may be left of its process. */
  boolean isRunning(Flight flight, Object result, long pid) {
    return true;
  }

  /**
   * Called when the surface is about to start a program of its own ahead of the command.
   *
   * @param mechanism the surface's name for the way in which it starts processes
   * @param program the program's path, ending in a zero byte
   * @return the path to start in its place, or the same
   */
  byte[] relay(Flight flight, String mechanism, byte[] program) {
    return program;
  }

  /** Called when a spawn has succeeded that failed with a shim. */
  void startedAnew(Flight failed) {}

  /** Whether a spawn that failed with this, but with a shim, is worth starting without. */
  boolean mayStartAnew(Flight flight, Throwable failure) {
    return false;
  }

  /**
   * Decides the spawn and keeps the plan in the flight.
   *
   * @return the arguments to go on with: the flight's own, or others
   */
  final Object[] enter(Flight flight) {
    Request request = request(flight.arguments);
    flight.program = request.program();
    flight.plan = raiser.decide(request);
    if (!flight.plan.changesArgv() && flight.plan.environmentChanges().isEmpty()) {
      return flight.arguments;
    }
    Object[] rewritten = flight.arguments.clone();
    rewrite(rewritten, flight.plan);
    return rewritten;
  }

  /** Called in place of {@link #enter} when a spawn is started anew. */
  final void enterAnew(Flight flight, Flight failed) {
    flight.program = failed.program;
    planWithoutShim(flight);
  }

  /** Called when a shim failed, or could not be put where the plan wants it. */
  final void planWithoutShim(Flight flight) {
    flight.plan = raiser.planWithoutShim();
  }

  /**
   * Called when the woven method is about to return.
   *
   * @return false if the spawn has to be started anew, without a shim
   */
  final boolean started(Flight flight, Object result) {
    if (flight.outer != null && flight.outer.startAnew) {
      startedAnew(flight.outer);
    }
    if (!raiser.isToBeFollowed(flight.plan)) {
      raiser.started(flight.plan, flight.program);
      return true;
    }
    long pid = pid(flight, result);
    if (pid <= 0) {
      if (flight.plan.isWrapped()) {
        return false;
      }
      failed(flight);
      return true;
    }
    if (!isRunning(flight, result, pid)) {
      return false;
    }
    raiser.started(flight.plan, result, flight.program, pid);
    return true;
  }

  /** Called when the woven method has failed, and is left at that. */
  final void failed(Flight flight) {
    raiser.failed(flight.plan, flight.program);
  }
}
