package ai.openclaw.oom.hook;

/** The adapter of one spawn surface: knows which argument is what. */
interface SpawnPoint {
  /**
   * Decides the spawn and keeps the plan in the flight.
   *
   * @return the arguments to go on with: the flight's own, or others
   */
  Object[] enter(Flight flight);

  /**
   * Called when the spawn method is about to return.
   *
   * @return false if the spawn has to be started anew, unwrapped
   */
  boolean started(Flight flight, Object result);

  /** Called in place of {@link #enter} when a spawn is started anew; its plan has no shim. */
  void enterAnew(Flight flight);

  /** Whether a spawn that failed with this is worth starting anew, unwrapped. */
  boolean mayStartAnew(Flight flight, Throwable failure);
}
