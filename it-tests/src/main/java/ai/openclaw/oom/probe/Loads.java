package ai.openclaw.oom.probe;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;

/** Loads a class out of a jar, runs nothing of it. Arguments: the jar, the class. */
public final class Loads {

  private Loads() {}

  public static void main(String[] args) throws Exception {
    URL[] jar = {new File(args[0]).toURI().toURL()};
    try (URLClassLoader loader = new URLClassLoader(jar, null)) {
      System.out.println("loaded " + Class.forName(args[1], false, loader).getName());
    }
  }
}
