package ai.openclaw.oom.observe;

import ai.openclaw.oom.hold.Trees;
import ai.openclaw.oom.linux.KillCount;
import ai.openclaw.oom.linux.Linux;
import ai.openclaw.oom.linux.ProcessEntry;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * Looks after raised children, off the spawn's path: how they end, and whether their trees stay
 * raised.
 *
 * <p>One daemon thread at most, and none while there is no child: it looks twice a second, because
 * being told of an exit would cost the JDK a thread for each child, and of a lowered score the
 * kernel tells nobody.
 */
public final class Watch implements Runnable, ChildOomAgentMXBean {
  private static final long LOOK_MILLIS = 500;

  /** Victims of one shortage may be seen to end one after the other. */
  private static final long SAME_SHORTAGE_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** How often it looks in vain before the thread ends; new children mostly come soon. */
  private static final int IDLE_LOOKS = 20;

  private final Tally tally;
  private final Linux linux;
  private final int heldScore;
  private final boolean reportKills;
  private final boolean registerBean;
  private final ConcurrentLinkedQueue<Child> started = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Child> children = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<ProcessEntry> strangers = new ConcurrentLinkedQueue<>();
  private Trees trees;
  private KillCount killCount;
  private boolean running;
  private boolean beanRegistered;

  /** The memory group's last rise of OOM kills: how far, from when on, and when it was noticed. */
  private long rise;

  private long riseFrom;
  private long riseNoticed;
  private long asked;

  private volatile long killed;

  /**
   * @param heldScore the target below which trees are held; 0 if they are not to be
   */
  public Watch(Tally tally, Linux linux, int heldScore, boolean reportKills, boolean registerBean) {
    this.tally = tally;
    this.linux = linux;
    this.heldScore = heldScore;
    this.reportKills = reportKills;
    this.registerBean = registerBean;
  }

  /**
   * Takes note of a raised child.
   *
   * @param score the child's {@code oom_score_adj}
   */
  public void add(Process process, String name, long pid, int score) {
    if (reportKills || registerBean || heldScore > 0) {
      started.add(new Child(process, name, pid, score));
      start();
    }
  }

  /** Takes note of a raised child that a library started past the JDK. */
  public void add(long pid) {
    ProcessEntry entry = heldScore == 0 ? null : linux.child(pid);
    if (entry != null) {
      strangers.add(entry);
      start();
    }
  }

  private synchronized void start() {
    if (!running) {
      Thread thread = new Thread(this, "openclaw-oom-watch");
      thread.setDaemon(true);
      // Not the spawning thread's: it may hold a web application that is to be unloaded.
      thread.setContextClassLoader(null);
      running = true;
      thread.start();
    }
  }

  private synchronized boolean stopIfIdle() {
    running = !isIdle();
    return !running;
  }

  private boolean isIdle() {
    return started.isEmpty()
        && children.isEmpty()
        && strangers.isEmpty()
        && (trees == null || trees.isEmpty());
  }

  @Override
  public void run() {
    try {
      if (registerBean && !beanRegistered) {
        beanRegistered = true;
        Beans.register(this);
      }
      // Not before: the first spawn does not wait for what only this thread needs.
      if (killCount == null) {
        killCount = new KillCount();
        asked = System.nanoTime();
      }
      if (heldScore > 0 && trees == null) {
        trees = new Trees(linux, heldScore, tally);
      }
      int idle = 0;
      while (idle < IDLE_LOOKS || !stopIfIdle()) {
        idle = isIdle() ? idle + 1 : 0;
        Thread.sleep(LOOK_MILLIS);
        look();
      }
    } catch (Throwable t) {
      Log.errorOnce("watching children failed, kills are not reported and trees not held: " + t);
    }
  }

  private void look() {
    // What has just been started may still be raising itself, so it is planted after the look.
    if (trees != null && !trees.isEmpty()) {
      trees.look();
    }
    for (Child child = started.poll(); child != null; child = started.poll()) {
      plant(child);
      children.add(child);
    }
    for (ProcessEntry entry = strangers.poll(); entry != null; entry = strangers.poll()) {
      trees.add(entry);
    }
    List<Child> ended = new ArrayList<>();
    for (Iterator<Child> all = children.iterator(); all.hasNext(); ) {
      Child child = all.next();
      if (!child.process.isAlive()) {
        all.remove();
        if (child.endedLikeKilled()) {
          ended.add(child);
        }
      }
    }
    if (reportKills && !ended.isEmpty()) {
      report(ended);
    }
    // After the lines: who sees the count can rely on them.
    killed += ended.size();
  }

  /**
   * A kill that the memory group has not counted is the application's own, and no news. Whom it has
   * counted the group does not tell, and a grandchild may have been meant: so the line says what is
   * known, how many and since when.
   */
  private void report(List<Child> ended) {
    long now = System.nanoTime();
    long newRise = killCount.rise();
    if (newRise > 0) {
      rise = newRise;
      riseFrom = asked;
      riseNoticed = now;
    }
    asked = now;
    for (Child child : ended) {
      String line = child + " ended by SIGKILL; the memory group ";
      if (newRise < 0) {
        Log.warn(line + "does not tell whether memory ran out");
      } else if (rise > 0 && now - riseNoticed < SAME_SHORTAGE_NANOS) {
        long seconds = 1 + TimeUnit.NANOSECONDS.toSeconds(now - riseFrom);
        Log.warn(line + "has counted " + rise + " OOM kill(s) in the last " + seconds + " s");
      } else {
        Log.info(line + "has counted no OOM kill");
      }
    }
  }

  /** Alive after its entry was read, the child was what the entry shows. */
  private void plant(Child child) {
    if (trees != null && child.process.isAlive()) {
      ProcessEntry entry = linux.child(child.pid);
      if (entry != null && child.process.isAlive()) {
        trees.add(entry);
      }
    }
  }

  @Override
  public Map<String, Long> getSpawns() {
    return tally.outcomes();
  }

  @Override
  public Map<String, Long> getParentRaises() {
    return tally.raises();
  }

  @Override
  public Map<String, Long> getHolds() {
    return tally.holds();
  }

  @Override
  public long getKilledChildren() {
    return killed;
  }
}
