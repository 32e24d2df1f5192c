package ai.openclaw.oom.hook;

import ai.openclaw.oom.spawn.Plan;
import ai.openclaw.oom.surface.Flight;
import ai.openclaw.oom.surface.SpawnSurface;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.function.BiConsumer;

/**
 * Takes the {@link Event}s of one surface's woven methods.
 *
 * <p>Whatever goes wrong in here, the spawn goes through: with its own argv and environment if it
 * has not been started yet, and as it is afterwards.
 */
public final class SpawnHook implements BiConsumer<Integer, Object[]> {
  /** Of spawns within spawns. What lies deeper was left behind, out of stack, and is forgotten. */
  private static final int DEEPEST = 8;

  private final SpawnSurface surface;
  private final Spawns spawns;
  private final ThreadLocal<Flights> flights;

  public SpawnHook(SpawnSurface surface, Spawns spawns) {
    this(surface, spawns, new ThreadLocal<Flights>());
  }

  /**
   * @param flights of the calling threads; may fail
   */
  SpawnHook(SpawnSurface surface, Spawns spawns, ThreadLocal<Flights> flights) {
    this.surface = surface;
    this.spawns = spawns;
    this.flights = flights;
  }

  /** A thread's own, for good: to take it away after each spawn costs more than all else. */
  static final class Flights {
    Flight current;
  }

  @Override
  public void accept(Integer event, Object[] values) {
    try {
      switch (event) {
        case Event.ENTER:
          enter(values);
          break;
        case Event.LAUNCH:
          launch(values);
          break;
        case Event.EXIT:
          exit(values);
          break;
        default:
          fail(values);
      }
    } catch (Throwable t) {
      spawns.agentFailed(t);
    }
  }

  /** A thread may be out of memory for its first variable; in JDK 19 and 20 it may have none. */
  private Flights flights() {
    Flights own = flights.get();
    if (own == null) {
      own = new Flights();
      flights.set(own);
    }
    return own;
  }

  private Flight current() {
    Flights own = flights.get();
    return own == null ? null : own.current;
  }

  private void enter(Object[] values) {
    if (spawns.isOwn()) {
      // Without a flight all further events of this spawn pass, too.
      return;
    }
    Flights own = flights();
    Flight outer = own.current;
    int depth = 0;
    for (Flight flight = outer; flight != null; flight = flight.outer) {
      depth++;
    }
    Flight flight = new Flight(values.clone(), depth > DEEPEST ? null : outer);
    own.current = flight;
    try {
      if (System.getSecurityManager() == null) {
        decide(flight, values);
      } else {
        privileged(Event.ENTER, flight, values);
      }
    } catch (Throwable t) {
      flight.plan = null;
      System.arraycopy(flight.arguments, 0, values, 0, values.length);
      throw t;
    }
  }

  private void decide(Flight flight, Object[] values) {
    flight.request = surface.request(flight.arguments);
    Plan plan = spawns.decide(flight.request);
    flight.plan = plan;
    if (plan.changesArgv() || !plan.environmentChanges().isEmpty()) {
      surface.rewrite(values, plan);
    }
  }

  private void launch(Object[] values) {
    Flight flight = current();
    if (flight != null && flight.plan != null) {
      values[0] = surface.launch(flight, values[1].toString(), (byte[]) values[0]);
    }
  }

  private void exit(Object[] values) {
    Flight flight = current();
    if (flight == null) {
      return;
    }
    boolean over = true;
    try {
      if (flight.plan != null) {
        if (values[1] != null) {
          flight.pid = (Long) values[1];
        }
        over =
            System.getSecurityManager() == null
                ? started(flight, values[0])
                : privileged(Event.EXIT, flight, values);
      }
    } finally {
      if (over) {
        land(flight);
      }
    }
    if (!over) {
      startAnew(flight, values);
    }
  }

  private void fail(Object[] values) {
    Flight flight = current();
    if (flight == null) {
      return;
    }
    boolean over = true;
    try {
      if (flight.plan != null && !flight.isAnew() && flight.plan.isWrapped()) {
        Throwable failure = (Throwable) values[0];
        over =
            System.getSecurityManager() == null
                ? !surface.mayStartAnew(flight, failure)
                : privileged(Event.FAIL, flight, values);
        flight.failure = failure;
      }
      if (over && flight.plan != null) {
        spawns.failed(flight);
      }
    } finally {
      if (over) {
        land(flight);
      }
    }
    if (!over) {
      startAnew(flight, values);
    }
  }

  /**
   * Called when the woven method is about to return.
   *
   * @return false if the spawn has to be started anew, without a shim
   */
  private boolean started(Flight flight, Object result) {
    if (flight.isAnew()) {
      surface.startedAnew(flight, flight.firstPlan);
    }
    if (!surface.isShimInPlace(flight)) {
      flight.plan = spawns.planWithoutShim();
    }
    Plan plan = flight.plan;
    if (!spawns.isToBeFollowed(plan)) {
      spawns.started(flight);
      return true;
    }
    long pid = surface.pid(flight, result);
    if (pid <= 0) {
      if (plan.isWrapped()) {
        return false;
      }
      spawns.failed(flight);
      return true;
    }
    if (!surface.isRunning(flight, result, pid)) {
      return false;
    }
    spawns.started(flight, result, pid);
    return true;
  }

  private void startAnew(Flight flight, Object[] values) {
    flight.firstPlan = flight.plan;
    flight.plan = spawns.planWithoutShim();
    System.arraycopy(flight.arguments, 0, values, 0, values.length - 1);
    values[values.length - 1] = true;
  }

  private void land(Flight flight) {
    flights.get().current = flight.outer;
  }

  /** The application's frames on the stack have no say in what the agent may read. */
  private boolean privileged(int event, Flight flight, Object[] values) {
    return AccessController.doPrivileged(
        new PrivilegedAction<Boolean>() {
          @Override
          public Boolean run() {
            switch (event) {
              case Event.ENTER:
                decide(flight, values);
                return true;
              case Event.EXIT:
                return started(flight, values[0]);
              default:
                return !surface.mayStartAnew(flight, (Throwable) values[0]);
            }
          }
        });
  }
}
