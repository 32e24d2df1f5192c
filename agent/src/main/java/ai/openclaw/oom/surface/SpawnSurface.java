package ai.openclaw.oom.surface;

import ai.openclaw.oom.spawn.Plan;
import ai.openclaw.oom.spawn.Request;

/** The adapter of one spawn surface: knows which argument is what, and how starts fail there. */
public abstract class SpawnSurface {

  /** Reads the arguments of the woven method; after them comes its receiver, null if static. */
  public abstract Request request(Object[] arguments);

  /** Puts a plan's argv and environment in the place of the caller's. */
  public abstract void rewrite(Object[] arguments, Plan plan);

  /**
   * The pid of what was started.
   *
   * @param result what the woven method is about to return; null if it returns nothing
   * @return 0 or less if nothing was started
   */
  public abstract long pid(Flight flight, Object result);

  /**
   * Whether the shim is where the plan wants it. Called when the start has succeeded.
   *
   * @return false if the spawn went by without it, and the child has to be raised otherwise
   */
  public boolean isShimInPlace(Flight flight) {
    return true;
  }

  /** Whether the command really runs; if not, nothing may be left of its process. */
  public boolean isRunning(Flight flight, Object result, long pid) {
    return true;
  }

  /**
   * Called when the surface is about to start a program of its own ahead of the command.
   *
   * @param mechanism the surface's name for the way in which it starts processes
   * @param program the program's path, ending in a zero byte
   * @return the path to start in its place, or the same
   */
  public byte[] launch(Flight flight, String mechanism, byte[] program) {
    return program;
  }

  /** Whether a spawn that failed with this, but with a shim, is worth starting without. */
  public boolean mayStartAnew(Flight flight, Throwable failure) {
    return false;
  }

  /** Called when a spawn has succeeded that failed with a shim, by the plan that it had then. */
  public void startedAnew(Flight flight, Plan failed) {}
}
