package ai.openclaw.oom.probe;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;

/**
 * A loader for {@code -Djava.system.class.loader}. It asks its parent first, or, with the property
 * {@code own.first}, loads all that is on the class path itself: what the JVM's own has loaded is
 * then there twice.
 */
public final class OwnLoader extends URLClassLoader {
  private final boolean isFirst = Boolean.getBoolean("own.first");

  /**
   * @param parent the JVM's own
   */
  public OwnLoader(ClassLoader parent) throws MalformedURLException {
    super(classPath(), parent);
  }

  private static URL[] classPath() throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    for (String path : System.getProperty("java.class.path").split(File.pathSeparator)) {
      urls.add(new File(path).toURI().toURL());
    }
    return urls.toArray(new URL[0]);
  }

  /** Called by the JVM for an agent that is attached. */
  @SuppressWarnings("unused")
  private void appendToClassPathForInstrumentation(String path) throws MalformedURLException {
    addURL(new File(path).toURI().toURL());
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!isFirst || !name.startsWith("ai.openclaw.")) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? findClass(name) : loaded;
    }
  }
}
