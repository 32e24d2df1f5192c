package ai.openclaw.oom.agent;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.net.MalformedURLException;
import java.net.URL;
import java.util.jar.JarFile;

/**
 * The door: what the JVM calls, at its start ({@code -javaagent}) or later (attach).
 *
 * <p>It runs before the application does, in JVMs that nobody here has ever seen. So it must never:
 * throw; print when all is well; start a thread; touch {@code java.util.logging}, JMX, the security
 * providers or any file but its own jar; load a class that spawns processes; or load the weaver
 * before there is something to weave. Every class that it does load costs each JVM half a
 * millisecond.
 */
public final class OomAgent {
  private OomAgent() {}

  /** Called by the JVM before {@code main}. */
  public static void premain(String args, Instrumentation instrumentation) {
    open(args, instrumentation, false);
  }

  /** Called by the JVM when somebody attaches to it. */
  public static void agentmain(String args, Instrumentation instrumentation) {
    open(args, instrumentation, true);
  }

  private static void open(String args, Instrumentation instrumentation, boolean isLate) {
    try {
      if (System.getSecurityManager() == null) {
        URL jar = OomAgent.class.getProtectionDomain().getCodeSource().getLocation();
        new Installation(args, instrumentation, jar, isLate).run();
      } else {
        // A policy in force grants this jar nothing; classes of the boot loader need no grant. Not
        // done otherwise, because JDK 11+ then warns that it can share fewer classes. From here on,
        // naming another class of ours finds the boot loader's.
        URL jar = ownJarWithoutPermission();
        JarFile file = new JarFile(new File(jar.toURI()));
        instrumentation.appendToBootstrapClassLoaderSearch(file);
        Installation.privileged(args, instrumentation, jar, isLate);
      }
    } catch (Throwable t) {
      complain("not installed, children are not raised", t);
    }
  }

  // Every class may look up what lies beside it. The last "!/" is the one that ends the jar's name.
  private static URL ownJarWithoutPermission() throws MalformedURLException {
    String self = OomAgent.class.getName().replace('.', '/') + ".class";
    String url = OomAgent.class.getClassLoader().getResource(self).toString();
    return new URL(url.substring("jar:".length(), url.length() - self.length() - 2));
  }

  /**
   * For what goes wrong before the inner rooms, which have a log, are there. On System.err as the
   * JVM made it: a SecurityManager that is in force lets nobody else write there.
   */
  static void complain(String what, Throwable why) {
    try {
      System.err.println("[openclaw-oom] " + what + ": " + why);
    } catch (Throwable ignored) {
      // Nowhere left to say it, and the application must go on all the same.
    }
  }
}
