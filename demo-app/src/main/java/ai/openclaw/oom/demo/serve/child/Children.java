package ai.openclaw.oom.demo.serve.child;

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

  private final Map<String, Child.Starter> kinds;
  private final boolean limited;
  private final Feed feed;
  private final ScheduledExecutorService clock;
  private final Map<String, Child> running = new HashMap<>();
  private final Set<Child> endedByUser = new HashSet<>();

  /** What a page asks of a child. */
  private interface Request {
    void put(Child child) throws IOException;
  }

  /**
   * @param limited whether they are in a memory group: elsewhere one that grows would press the
   *     whole machine
   */
  public Children(
      Map<String, Child.Starter> kinds,
      boolean limited,
      Feed feed,
      ScheduledExecutorService clock) {
    this.kinds = kinds;
    this.limited = limited;
    this.feed = feed;
    this.clock = clock;
  }

  /**
   * Does what a page asks: {@code start}, {@code end}, {@code grow}, which starts the child if it
   * does not run, or {@code tell} a child something.
   */
  public synchronized void handle(JsonObject request) {
    String kind = request.getString("kind", "");
    switch (request.getString("do", "")) {
      case "start" -> start(kind);
      case "end" -> ask(kind, this::end);
      case "grow" -> grow(kind);
      case "tell" -> ask(kind, child -> child.take(request));
      default -> {}
    }
  }

  private void grow(String kind) {
    if (limited) {
      start(kind);
      ask(
          kind,
          child -> {
            child.grow();
            feed.log(false, kind + " grows, pid " + child.process().pid());
          });
    }
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
      Child child = kinds.get(kind).start(message -> output(kind, message));
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
}
