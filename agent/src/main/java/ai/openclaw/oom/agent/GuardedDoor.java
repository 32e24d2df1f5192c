package ai.openclaw.oom.agent;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.net.MalformedURLException;
import java.net.URL;
import java.util.jar.JarFile;

/**
 * The way in where a SecurityManager is in force when we come. Its policy grants this jar nothing;
 * classes of the boot loader need no grant. Not done otherwise, because JDK 11+ then warns that it
 * can share fewer classes.
 */
final class GuardedDoor {
  private GuardedDoor() {}

  static void open(String args, Instrumentation instrumentation, boolean isLate) throws Exception {
    URL jar = ownJar();
    JarFile file = new JarFile(new File(jar.toURI()));
    instrumentation.appendToBootstrapClassLoaderSearch(file);
    // From here on, naming another class of ours finds the boot loader's.
    PrivilegedInstallation.run(args, instrumentation, jar, isLate);
  }

  // Every class may look up what lies beside it. The last "!/" is the one that ends the jar's name.
  private static URL ownJar() throws MalformedURLException {
    String self = OomAgent.class.getName().replace('.', '/') + ".class";
    String url = OomAgent.class.getClassLoader().getResource(self).toString();
    return new URL(url.substring("jar:".length(), url.length() - self.length() - 2));
  }
}
