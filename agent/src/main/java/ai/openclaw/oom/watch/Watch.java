package ai.openclaw.oom.watch;

import ai.openclaw.oom.log.DetachedThread;
import ai.openclaw.oom.log.Log;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks after raised children, off the spawn's path, until they have ended.
 *
 * <p>One daemon thread at most, and none while there is no child: it looks twice a second, because
 * being told of an exit would cost the JDK a thread for each child, and of a lowered score the
 * kernel tells nobody. However that thread may end, the next child starts it anew.
 */
public final class Watch implements Runnable {
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  /** How often it looks in vain before the thread ends; new children mostly come soon. */
  private static final int IDLE_LOOKS = 20;

  /** Far more than live children of any service; each keeps its {@code Process} from collection. */
  private static final int MOST_CHILDREN = 16_384;

  /** How long it waits after a thread could not be started: the JVM itself prints a line then. */
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Jobs jobs;
  private final int mostChildren;

  /** Guarded by this, as are the next ones. */
  private List<Child> started = new ArrayList<>();

  /** The thread that looks; null if there is none. */
  private volatile Thread thread;

  private boolean running;
  private boolean startFailed;
  private long startFailedAt;
  private boolean full;

  /** How many of the table's places are taken, as the thread last told. */
  private int watched;

  /** The thread's own. */
  private final List<Child> children = new ArrayList<>();

  private List<JobTurn> turns;

  /** What has ended this thread's predecessors, and was said. */
  private Class<?> saidOf;

  /**
   * @param jobs null if there is nothing to be done for any child
   */
  public Watch(Jobs jobs) {
    this(jobs, MOST_CHILDREN);
  }

  Watch(Jobs jobs, int mostChildren) {
    this.jobs = jobs;
    this.mostChildren = mostChildren;
  }

  /** Takes note of a raised child. Never throws, and never waits. */
  public void add(Child child) {
    try {
      if (jobs != null) {
        note(child);
      }
    } catch (Throwable t) {
      warn("a child is not watched: ", t);
    }
  }

  /** Lets the jobs have their turns though there is no child to look after. Never throws. */
  public void begin() {
    try {
      if (jobs != null) {
        startUnlessRunning();
      }
    } catch (Throwable t) {
      warn("children are not watched: ", t);
    }
  }

  /**
   * Whether it is the watch's own thread that calls. What that starts is the agent's, and no child
   * of the application's.
   */
  public boolean isOwnThread() {
    return Thread.currentThread() == thread;
  }

  private synchronized void startUnlessRunning() {
    if (!running && !(startFailed && System.nanoTime() - startFailedAt < RETRY_NANOS)) {
      start();
    }
  }

  private synchronized void note(Child child) {
    if (watched + started.size() >= mostChildren) {
      if (!full) {
        full = true;
        Log.warn(mostChildren + " children are watched, and no more: kills go unreported");
      }
    } else {
      started.add(child);
    }
    startUnlessRunning();
  }

  private void start() {
    running = true;
    try {
      DetachedThread.start(this, "openclaw-oom-watch");
      startFailed = false;
    } catch (Throwable t) {
      running = false;
      if (!startFailed) {
        warn("children are not watched until a thread can be started: ", t);
      }
      startFailed = true;
      startFailedAt = System.nanoTime();
    }
  }

  /** What is broken for good, such as a jar that was overwritten, would be said of every child. */
  private void sayOnce(Throwable t) {
    if (saidOf != t.getClass()) {
      saidOf = t.getClass();
      warn("watching children ended, and goes on with the next child: ", t);
    }
  }

  private static void warn(String what, Throwable t) {
    try {
      Log.warn(what + t);
    } catch (Throwable ignored) {
      // Out of stack or memory: the spawn goes on.
    }
  }

  @Override
  public void run() {
    boolean idle = false;
    thread = Thread.currentThread();
    try {
      if (turns == null) {
        turns = JobTurn.all(jobs.make());
      }
      int idleLooks = 0;
      if (!isAnyUrgent()) {
        // A JVM's first spawns come one after the other, and so early all code is interpreted.
        pause();
      }
      while (!idle) {
        look();
        idleLooks = isIdle() ? idleLooks + 1 : 0;
        idle = idleLooks > IDLE_LOOKS && stopIfIdle();
        if (!idle) {
          pause();
        }
      }
    } catch (Throwable t) {
      sayOnce(t);
    } finally {
      if (!idle) {
        stopped();
      }
    }
  }

  /** An interrupt is nobody's business here: it would make every later pause end at once. */
  private static void pause() {
    long end = System.nanoTime() + LOOK_NANOS;
    for (long left = LOOK_NANOS; left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
      Thread.interrupted();
    }
  }

  private void look() {
    List<Child> ended = new ArrayList<>();
    List<Child> fresh = takeStarted();
    for (Child child : fresh) {
      if (child.process != null && child.outcome.isRaise()) {
        children.add(child);
      }
    }
    for (Iterator<Child> all = children.iterator(); all.hasNext(); ) {
      Child child = all.next();
      if (!child.isAlive()) {
        all.remove();
        ended.add(child);
      }
    }
    for (JobTurn turn : turns) {
      turn.take(fresh, ended);
    }
  }

  private synchronized List<Child> takeStarted() {
    List<Child> fresh = started;
    if (!fresh.isEmpty()) {
      started = new ArrayList<>();
    }
    watched = children.size() + fresh.size();
    return fresh;
  }

  private boolean isAnyUrgent() {
    boolean urgent = false;
    for (JobTurn turn : turns) {
      urgent |= turn.isUrgent();
    }
    return urgent;
  }

  private boolean isIdle() {
    boolean idle = children.isEmpty();
    for (JobTurn turn : turns) {
      idle &= turn.isIdle();
    }
    return idle;
  }

  private synchronized boolean stopIfIdle() {
    running = !started.isEmpty();
    return !running;
  }

  private synchronized void stopped() {
    running = false;
  }
}
