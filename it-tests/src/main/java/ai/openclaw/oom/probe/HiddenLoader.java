package ai.openclaw.oom.probe;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Runs a program in a class loader that sees nothing of the class path, as a bundle's loader does:
 * only {@code java.*} and what lies in one directory, its jars and its {@code classes}.
 *
 * <p>Arguments: the directory, the main class, and the program's own.
 */
public final class HiddenLoader {

  private HiddenLoader() {}

  public static void main(String[] args) throws Exception {
    // Not closed: the program may load classes for as long as the JVM lives.
    @SuppressWarnings("resource")
    ClassLoader loader = new URLClassLoader(urls(new File(args[0])), new Hiding());
    Thread.currentThread().setContextClassLoader(loader);
    Class.forName(args[1], true, loader)
        .getMethod("main", String[].class)
        .invoke(null, (Object) Arrays.copyOfRange(args, 2, args.length));
  }

  private static URL[] urls(File directory) throws Exception {
    List<URL> urls = new ArrayList<>();
    for (File file : directory.listFiles()) {
      urls.add(file.toURI().toURL());
    }
    return urls.toArray(new URL[0]);
  }

  private static final class Hiding extends ClassLoader {
    private final ClassLoader jdk = ClassLoader.getSystemClassLoader().getParent();

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      // Beyond java.*: Unsafe, a package that jnr-posix's bundle imports, and what the JDK's own
      // reflection asks every loader for.
      if (name.startsWith("java.")
          || name.startsWith("sun.misc.")
          || name.startsWith("jdk.internal.reflect.")) {
        return jdk.loadClass(name);
      }
      throw new ClassNotFoundException(name);
    }
  }
}
