package ai.openclaw.oom.log;

import java.lang.reflect.Field;
import java.security.AccessController;
import java.security.PrivilegedAction;

/**
 * Starts a daemon thread that belongs to nobody. The thread that happens to start it may be a web
 * application's that is to be unloaded: neither its group, its class loader, its inheritable
 * variables nor its access control context is kept.
 */
public final class DetachedThread implements PrivilegedAction<Void> {
  private final Runnable work;
  private final String name;

  private DetachedThread(Runnable work, String name) {
    this.work = work;
    this.name = name;
  }

  /**
   * Starts it.
   *
   * @throws OutOfMemoryError if there are too many threads or processes
   */
  public static void start(Runnable work, String name) {
    // Not for a SecurityManager's sake only: a thread keeps the contexts of all that is on the
    // stack where it is made, up to the next such call.
    AccessController.doPrivileged(new DetachedThread(work, name));
  }

  @Override
  public Void run() {
    Heir heir = new Heir(work, name);
    launch(new Thread(rootGroup(), heir, name), heir);
    return null;
  }

  static ThreadGroup rootGroup() {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    while (group.getParent() != null) {
      group = group.getParent();
    }
    return group;
  }

  static void launch(Thread thread, Thread.UncaughtExceptionHandler handler) {
    thread.setUncaughtExceptionHandler(handler);
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    thread.start();
  }

  /**
   * The thread as it can be made cheaply, with all variables of the one that made it: the way to
   * one without them is too dear for a first spawn. So it is taken from here.
   *
   * <p>Nor does it say anything should it die of want of memory: the JVM would print that, and the
   * application's own handler hear of it.
   */
  private static final class Heir implements Runnable, Thread.UncaughtExceptionHandler {
    private final Runnable work;
    private final String name;

    Heir(Runnable work, String name) {
      this.work = work;
      this.name = name;
    }

    @Override
    public void run() {
      boolean passedOn = false;
      try {
        passedOn = renounce();
      } catch (Throwable t) {
        // Not on this JDK, or no second thread to be had: then this one does it.
      }
      if (!passedOn) {
        work.run();
      }
    }

    /**
     * @return false if this thread has dropped what it had inherited
     */
    private boolean renounce() throws ReflectiveOperationException {
      try {
        launch(
            Thread.class
                .getConstructor(
                    ThreadGroup.class, Runnable.class, String.class, long.class, boolean.class)
                .newInstance(rootGroup(), work, name, 0L, false),
            this);
        return true;
      } catch (NoSuchMethodException e) {
        dropOnJdk8();
        return false;
      }
    }

    @Override
    public void uncaughtException(Thread thread, Throwable thrown) {
      // What it was to do is begun anew with the next child, or the next line.
    }

    private static void dropOnJdk8() throws ReflectiveOperationException {
      Field variables = Thread.class.getDeclaredField("inheritableThreadLocals");
      variables.setAccessible(true);
      variables.set(Thread.currentThread(), null);
    }
  }
}
