package ai.openclaw.oom.hook;

import ai.openclaw.oom.log.Log;
import ai.openclaw.oom.report.Tally;
import ai.openclaw.oom.spawn.Outcome;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * Takes the events of woven methods: "enter", "relay", "exit" or "fail", a blank, and the surface's
 * name.
 *
 * <p>Whatever goes wrong in here, the spawn goes through: with its own argv and environment if it
 * has not been started yet, and as it is afterwards.
 */
final class Engine implements BiFunction<String, Object[], Object[]> {
  /** Leads from a woven return to the woven handler; never seen by anybody else. */
  private static final Throwable START_ANEW = new StartAnew();

  private static final String[] EVENTS = {"enter ", "relay ", "exit ", "fail "};

  /** By event, whose hash a constant of the woven class knows. */
  private final Map<String, SpawnPoint> points = new HashMap<>();

  private final Tally tally;
  private final ThreadLocal<Flight> flights;

  Engine(Map<String, SpawnPoint> points, Tally tally) {
    this(points, tally, new ThreadLocal<Flight>());
  }

  /**
   * @param flights of the calling threads; may fail
   */
  Engine(Map<String, SpawnPoint> points, Tally tally, ThreadLocal<Flight> flights) {
    for (Map.Entry<String, SpawnPoint> point : points.entrySet()) {
      for (String event : EVENTS) {
        this.points.put(event + point.getKey(), point.getValue());
      }
    }
    this.tally = tally;
    this.flights = flights;
  }

  @Override
  public Object[] apply(String event, Object[] values) {
    SpawnPoint point = points.get(event);
    // The second letters of enter, relay, exit and fail.
    switch (event.charAt(1)) {
      case 'n':
        return enter(point, values);
      case 'e':
        return relay(point, values[0].toString(), (byte[]) values[1]);
      case 'x':
        return exit(point, values);
      default:
        return fail(point, (Throwable) values[0]);
    }
  }

  private Object[] enter(SpawnPoint point, Object[] arguments) {
    Flight flight = takeOff(arguments);
    if (flight == null) {
      return arguments;
    }
    Flight outer = flight.outer;
    try {
      if (outer != null && outer.startAnew) {
        // The handler's own call: unwrapped, as the application asked for it.
        point.enterAnew(flight, outer);
        return arguments;
      }
      return privileged(
          new PrivilegedAction<Object[]>() {
            @Override
            public Object[] run() {
              return point.enter(flight);
            }
          });
    } catch (Throwable t) {
      flight.plan = null;
      failed(t);
      return arguments;
    }
  }

  private Object[] relay(SpawnPoint point, String mechanism, byte[] program) {
    byte[] path = program;
    Flight flight = current();
    if (flight != null && flight.plan != null) {
      try {
        path = point.relay(flight, mechanism, program);
      } catch (Throwable t) {
        failed(t);
      }
    }
    return new Object[] {path};
  }

  private Object[] exit(SpawnPoint point, Object[] result) {
    Flight flight = current();
    if (flight == null) {
      return result;
    }
    if (flight.plan != null) {
      try {
        if (result.length > 1) {
          flight.pid = (Long) result[1];
        }
        flight.startAnew =
            !privileged(
                new PrivilegedAction<Boolean>() {
                  @Override
                  public Boolean run() {
                    return point.started(flight, result[0]);
                  }
                });
      } catch (Throwable t) {
        failed(t);
      }
      if (flight.startAnew && (flight.outer == null || !flight.outer.startAnew)) {
        Engine.<RuntimeException>raise(START_ANEW);
      }
    }
    land(flight);
    return result;
  }

  private Object[] fail(SpawnPoint point, Throwable failure) {
    Flight flight = current();
    if (flight == null) {
      Engine.<RuntimeException>raise(failure);
    }
    if (flight.outer != null && flight.outer.startAnew) {
      // The second start failed: that is the JDK's own word. Both flights are over.
      countFailure(point, flight);
      land(flight.outer);
      Engine.<RuntimeException>raise(failure);
    }
    boolean again = flight.startAnew;
    if (!again && flight.plan != null && flight.plan.isWrapped()) {
      try {
        again =
            privileged(
                new PrivilegedAction<Boolean>() {
                  @Override
                  public Boolean run() {
                    return point.mayStartAnew(flight, failure);
                  }
                });
      } catch (Throwable t) {
        failed(t);
      }
    }
    if (!again) {
      countFailure(point, flight);
      land(flight);
      Engine.<RuntimeException>raise(failure);
    }
    flight.startAnew = true;
    return flight.arguments;
  }

  private void countFailure(SpawnPoint point, Flight flight) {
    if (flight.plan != null) {
      try {
        point.failed(flight);
      } catch (Throwable t) {
        failed(t);
      }
    }
  }

  /**
   * A thread may be out of memory for its first variable; and in JDK 19 and 20 one could be made to
   * have none.
   *
   * @return null if the spawn has to go through untouched
   */
  private Flight takeOff(Object[] arguments) {
    try {
      Flight flight = new Flight(arguments, flights.get());
      flights.set(flight);
      return flight;
    } catch (Throwable t) {
      failed(t);
      return null;
    }
  }

  private Flight current() {
    try {
      return flights.get();
    } catch (Throwable t) {
      failed(t);
      return null;
    }
  }

  private void land(Flight flight) {
    Flight outer = flight.outer;
    if (outer != null && outer.startAnew) {
      outer = outer.outer;
    }
    try {
      if (outer == null) {
        flights.remove();
      } else {
        flights.set(outer);
      }
    } catch (Throwable t) {
      failed(t);
    }
  }

  private void failed(Throwable t) {
    try {
      tally.count(Outcome.AGENT_FAILED);
      Log.errorOnce("a spawn went through untouched, the agent failed: " + t);
    } catch (Throwable ignored) {
      // Out of stack or memory: the spawn goes on.
    }
  }

  /** The application's frames on the stack have no say in what the agent may read. */
  private static <T> T privileged(PrivilegedAction<T> action) {
    return System.getSecurityManager() == null
        ? action.run()
        : AccessController.doPrivileged(action);
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void raise(Throwable t) throws T {
    throw (T) t;
  }

  private static final class StartAnew extends Throwable {
    private static final long serialVersionUID = 1;

    StartAnew() {
      super("start anew, unwrapped", null, false, false);
    }
  }
}
