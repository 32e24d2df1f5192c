package ai.openclaw.oom.observe;

import ai.openclaw.oom.linux.KillCount;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Sees how raised children end, off the spawn's path.
 *
 * <p>One daemon thread at most, and none while there is no child: it looks twice a second, because
 * being told of an exit would cost the JDK a thread for each child.
 */
public final class Watch implements Runnable, ChildOomAgentMXBean {
  private static final long LOOK_MILLIS = 500;

  /** How often it looks in vain before the thread ends; new children mostly come soon. */
  private static final int IDLE_LOOKS = 20;

  private final Tally tally;
  private final boolean reportKills;
  private final boolean registerBean;
  private final ConcurrentLinkedQueue<Child> children = new ConcurrentLinkedQueue<>();
  private final KillCount killCount = new KillCount();
  private boolean running;
  private boolean beanRegistered;
  private volatile long killed;

  public Watch(Tally tally, boolean reportKills, boolean registerBean) {
    this.tally = tally;
    this.reportKills = reportKills;
    this.registerBean = registerBean;
  }

  /**
   * Takes note of a raised child.
   *
   * @param score the child's {@code oom_score_adj}
   */
  public void add(Process process, String name, long pid, int score) {
    if (reportKills || registerBean) {
      children.add(new Child(process, name, pid, score));
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
    running = !children.isEmpty();
    return !running;
  }

  @Override
  public void run() {
    try {
      if (registerBean && !beanRegistered) {
        beanRegistered = true;
        Beans.register(this);
      }
      int idle = 0;
      while (idle < IDLE_LOOKS || !stopIfIdle()) {
        idle = children.isEmpty() ? idle + 1 : 0;
        Thread.sleep(LOOK_MILLIS);
        look();
      }
    } catch (Throwable t) {
      Log.errorOnce("watching children failed, their kills are not reported: " + t);
    }
  }

  private void look() {
    for (Iterator<Child> all = children.iterator(); all.hasNext(); ) {
      Child child = all.next();
      if (!child.process.isAlive()) {
        all.remove();
        if (child.endedLikeKilled()) {
          killed++;
          if (reportKills) {
            Log.warn(child + " ended by SIGKILL; " + killCount.describe());
          }
        }
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
  public long getKilledChildren() {
    return killed;
  }
}
