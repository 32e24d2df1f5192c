package ai.openclaw.oom.demo.serve.child;

import ai.openclaw.oom.demo.process.Grower;
import ai.openclaw.oom.demo.serve.web.Feed;
import com.grack.nanojson.JsonObject;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The gateway's children, at most one of each kind, as the pages ask for them. */
public final class Children {
  /** The kind that is started again when it ends by itself, or is killed. */
  public static final String SUPERVISED = "worker";

  private static final int RESTART_SECONDS = 1;

  /** What later pages are told of a child's output. A picture is large, and the last one enough. */
  private static final Map<String, Integer> OUTPUTS_KEPT = Map.of("browser", 1);

  private static final int OTHER_OUTPUTS_KEPT = 100;
  private static final int SIGKILLED = 128 + 9;

  /** Long enough to be watched, short enough to be waited for. */
  private static final int PRESSURE_MILLIS = 10_000;

  private static final int LEAST_PERIOD_MILLIS = 20;
  private static final int MOST_PERIOD_MILLIS = 250;

  private final Map<String, Child.Starter> kinds;
  private final Room room;
  private final Feed feed;
  private final ScheduledExecutorService clock;
  private final Map<String, Child> running = new HashMap<>();
  private final Set<Child> endedByUser = new HashSet<>();
  private Child growing;

  /** How much may be taken until the kernel kills. */
  public interface Room {
    /**
     * What is left.
     *
     * @return in KiB; 0 where there is no memory group: one that grows would press the whole
     *     machine
     * @throws IOException if it cannot be read
     */
    long leftKb() throws IOException;
  }

  /** What a page asks of a child. */
  private interface Request {
    void put(Child child) throws IOException;
  }

  public Children(
      Map<String, Child.Starter> kinds, Room room, Feed feed, ScheduledExecutorService clock) {
    this.kinds = kinds;
    this.room = room;
    this.feed = feed;
    this.clock = clock;
    pressure("");
  }

  /**
   * Does what a page asks: {@code start}, {@code end}, {@code grow}, which starts the child if it
   * does not run, {@code shrink} or {@code tell} a child something.
   */
  public synchronized void handle(JsonObject request) {
    String kind = request.getString("kind", "");
    switch (request.getString("do", "")) {
      case "start" -> start(kind);
      case "end" -> ask(kind, this::end);
      case "grow" -> grow(kind);
      case "shrink" -> shrink();
      case "tell" -> ask(kind, child -> child.take(request));
      default -> {}
    }
  }

  private void grow(String kind) {
    if (growing != null) {
      return;
    }
    try {
      if (room.leftKb() > 0) {
        start(kind);
        ask(kind, child -> grow(kind, child));
      }
    } catch (IOException e) {
      feed.log(false, "The room that is left cannot be read: " + e.getMessage());
    }
  }

  private void grow(String kind, Child child) throws IOException {
    long steps = Math.max(1, room.leftKb() / Grower.STEP_KB);
    long period = PRESSURE_MILLIS / steps;
    child.grow((int) Math.max(LEAST_PERIOD_MILLIS, Math.min(MOST_PERIOD_MILLIS, period)));
    growing = child;
    pressure(kind);
    feed.log(false, kind + " grows, pid " + child.process().pid());
  }

  private void shrink() {
    for (Map.Entry<String, Child> one : running.entrySet()) {
      if (one.getValue() == growing) {
        ask(one.getKey(), Child::shrink);
        feed.log(false, one.getKey() + " was stopped, and gives its memory back");
      }
    }
    calm(growing);
  }

  private synchronized void calm(Child child) {
    if (child != null && child == growing) {
      growing = null;
      pressure("");
    }
  }

  private void pressure(String kind) {
    feed.tell("pressure", 1, "pressure", Map.of("kind", kind));
  }

  private void end(Child child) {
    endedByUser.add(child);
    child.end();
  }

  private void ask(String kind, Request request) {
    Child child = running.get(kind);
    if (child != null) {
      try {
        request.put(child);
      } catch (IOException e) {
        feed.log(false, kind + ": " + e.getMessage());
      }
    }
  }

  private synchronized void start(String kind) {
    if (running.containsKey(kind) || !kinds.containsKey(kind)) {
      return;
    }
    feed.forget("output " + kind);
    try {
      Child child = kinds.get(kind).start(new Reporter(kind));
      running.put(kind, child);
      state(kind, "running", child.process().pid(), "");
      feed.log(false, kind + " started, pid " + child.process().pid());
      child.process().onExit().thenAccept(process -> ended(kind, child, process.exitValue()));
    } catch (IOException | LinkageError e) {
      // A library whose native part is missing for this machine says so with an error.
      state(kind, "ended", 0, e.getMessage());
      feed.log(false, kind + " could not be started: " + e.getMessage());
    }
  }

  /** Waits for a start that is under way: pages hear of the child before they hear from it. */
  private synchronized void output(String kind, Map<String, ?> message) {
    Map<String, Object> named = new HashMap<>(message);
    named.put("kind", kind);
    int keep = OUTPUTS_KEPT.getOrDefault(kind, OTHER_OUTPUTS_KEPT);
    feed.tell("output " + kind, keep, "output", named);
  }

  private synchronized void ended(String kind, Child child, int exit) {
    running.remove(kind);
    calm(child);
    boolean asked = endedByUser.remove(child);
    boolean killed = exit == SIGKILLED && !asked;
    String how = "exit code " + exit + (killed ? ", killed" : asked ? ", ended by the page" : "");
    state(kind, "ended", 0, how);
    feed.log(killed, kind + " ended, pid " + child.process().pid() + ": " + how);
    if (kind.equals(SUPERVISED) && !asked) {
      clock.schedule(() -> start(kind), RESTART_SECONDS, TimeUnit.SECONDS);
    }
  }

  private void state(String kind, String state, long pid, String text) {
    feed.tell(
        "state " + kind,
        1,
        "state",
        Map.of("kind", kind, "state", state, "pid", pid, "text", text));
  }

  /** Hands on what a child of a kind tells. */
  private final class Reporter implements Child.Page {
    private final String kind;

    Reporter(String kind) {
      this.kind = kind;
    }

    @Override
    public void tell(Map<String, ?> message) {
      output(kind, message);
    }

    @Override
    public void calm() {
      Child child;
      synchronized (Children.this) {
        child = running.get(kind);
      }
      Children.this.calm(child);
    }
  }
}
