package ai.openclaw.oom.probe;

import java.io.File;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * An application with a class loader of its own starts the JVM's first child and is undeployed
 * while that child still runs. Says "collected" once nothing keeps the loader any more.
 */
public final class Undeployed {

  private Undeployed() {}

  public static void main(String[] args) throws Exception {
    haveAnIdleReaper();
    int threads = Thread.activeCount();
    Process[] child = new Process[1];
    WeakReference<ClassLoader> loader = new WeakReference<>(deploy(child));
    if (args.length > 0) {
      Watching.thread();
    }
    System.out.println("more threads " + (Thread.activeCount() - threads));
    while (loader.get() != null) {
      System.gc();
      Thread.yield();
    }
    System.out.println("collected, child alive " + child[0].isAlive());
    child[0].destroyForcibly().waitFor();
  }

  /**
   * JDK 8's own thread for a child inherits what the watch's must not; but it is used again. This
   * child opts out, so that the watch has nothing to do with it.
   */
  private static void haveAnIdleReaper() throws Exception {
    ProcessBuilder builder = new ProcessBuilder("true");
    builder.environment().put("OPENCLAW_CHILD_OOM_SCORE_ADJ", "off");
    builder.start().waitFor();
    for (boolean idle = false; !idle; Thread.yield()) {
      List<Thread> reapers = Watching.named("process reaper");
      idle = !reapers.isEmpty();
      for (Thread reaper : reapers) {
        idle &= Watching.isAsleep(reaper);
      }
    }
  }

  private static ClassLoader deploy(Process[] child) throws Exception {
    List<URL> urls = new ArrayList<>();
    for (String path : System.getProperty("java.class.path").split(File.pathSeparator)) {
      urls.add(new File(path).toURI().toURL());
    }
    ClassLoader loader = new URLClassLoader(urls.toArray(new URL[0]), null);
    @SuppressWarnings("unchecked")
    Callable<Process> application =
        (Callable<Process>)
            loader.loadClass(Application.class.getName()).getConstructor().newInstance();
    Throwable[] failure = new Throwable[1];
    Thread thread =
        new Thread("application") {
          @Override
          public void run() {
            try {
              child[0] = application.call();
            } catch (Exception e) {
              failure[0] = e;
            }
          }
        };
    thread.setContextClassLoader(loader);
    thread.start();
    thread.join();
    if (failure[0] != null) {
      throw new IllegalStateException(failure[0]);
    }
    return loader;
  }

  /** What is deployed. */
  public static final class Application implements Callable<Process> {
    private static final InheritableThreadLocal<Object> OWN = new InheritableThreadLocal<>();

    @Override
    public Process call() throws Exception {
      OWN.set(this);
      return new ProcessBuilder("cat").start();
    }
  }
}
