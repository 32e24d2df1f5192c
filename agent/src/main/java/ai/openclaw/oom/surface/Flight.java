package ai.openclaw.oom.surface;

import ai.openclaw.oom.spawn.Plan;
import ai.openclaw.oom.spawn.Request;

/** A spawn that is under way: from entering the spawn method to leaving it. */
public final class Flight {
  /** The application's own. */
  public final Object[] arguments;

  /** Within which this one takes place, or null. */
  public final Flight outer;

  /** Null until the arguments have been read. */
  public Request request;

  /** Null where the spawn goes through untouched. */
  public Plan plan;

  /** What the first try was to be; null during it. */
  public Plan firstPlan;

  /** Of what was started; 0 if the woven method has not told. */
  public long pid;

  /** What the first try ended with; null if it has not thrown. */
  public Throwable failure;

  /** Whether the shim was really put where a relayed plan wants it. */
  boolean launched;

  public Flight(Object[] arguments, Flight outer) {
    this.arguments = arguments;
    this.outer = outer;
  }

  /** Whether it is on its second try, without a shim. */
  public boolean isAnew() {
    return firstPlan != null;
  }
}
