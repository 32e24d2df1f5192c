package ai.openclaw.oom.cli.attach;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Properties;

/** By the JDK's own means: the module {@code jdk.attach}, or {@code tools.jar}. */
final class ToolsLine implements Line {
  private static final String NAME = "com.sun.tools.attach.VirtualMachine";

  /** Looked for once: the native part of a second copy could not be loaded. */
  private static boolean isLookedFor;

  private static Class<?> found;

  private final Class<?> type;
  private final Object machine;

  private ToolsLine(Class<?> type, Object machine) {
    this.type = type;
    this.machine = machine;
  }

  /** The JDK's class; null if this runtime has none. */
  static synchronized Class<?> type() {
    if (!isLookedFor) {
      isLookedFor = true;
      found = in(ClassLoader.getSystemClassLoader());
      File tools = new File(System.getProperty("java.home"), "../lib/tools.jar");
      if (found == null && tools.isFile()) {
        found = in(toolsLoader(tools));
      }
    }
    return found;
  }

  /** Never closed: the class is used to the end. */
  private static ClassLoader toolsLoader(File tools) {
    try {
      return new URLClassLoader(new URL[] {tools.toURI().toURL()}, null);
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Class<?> in(ClassLoader loader) {
    try {
      return Class.forName(NAME, false, loader);
    } catch (ClassNotFoundException e) {
      return null;
    }
  }

  static Line open(Class<?> type, long pid) throws IOException {
    try {
      Object machine = type.getMethod("attach", String.class).invoke(null, Long.toString(pid));
      return new ToolsLine(type, machine);
    } catch (ReflectiveOperationException e) {
      throw said(e);
    }
  }

  private static IOException said(ReflectiveOperationException e) {
    Throwable cause = e instanceof InvocationTargetException ? e.getCause() : e;
    return cause instanceof IOException ? (IOException) cause : new IOException(inWords(cause));
  }

  private static String inWords(Throwable cause) {
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }

  @Override
  public Properties properties() throws IOException {
    try {
      return (Properties) type.getMethod("getSystemProperties").invoke(machine);
    } catch (ReflectiveOperationException e) {
      throw said(e);
    }
  }

  @Override
  public void load(String jar, String options) throws IOException {
    try {
      type.getMethod("loadAgent", String.class, String.class).invoke(machine, jar, options);
    } catch (ReflectiveOperationException e) {
      throw said(e);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      type.getMethod("detach").invoke(machine);
    } catch (ReflectiveOperationException e) {
      throw said(e);
    }
  }
}
