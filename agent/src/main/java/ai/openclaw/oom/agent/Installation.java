package ai.openclaw.oom.agent;

import java.io.FileInputStream;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.net.URL;
import java.security.AccessController;
import java.security.PrivilegedExceptionAction;
import java.util.Map;
import java.util.Properties;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * Puts the agent in place, once per JVM: reads the options, registers the transformer.
 *
 * <p>Public, because its door may be another loader's: packages do not span loaders.
 */
public final class Installation implements PrivilegedExceptionAction<Void> {
  private static final String PREFIX = "openclaw.oom.";
  private static final String ACTIVE = PREFIX + "active";

  /** Not the property, which a parent JVM may have handed on. */
  private static boolean installed;

  private final String args;
  private final Instrumentation instrumentation;
  private final URL jar;

  /** Whether this JVM may have children already. */
  private final boolean isLate;

  Installation(String args, Instrumentation instrumentation, URL jar, boolean isLate) {
    this.args = args;
    this.instrumentation = instrumentation;
    this.jar = jar;
    this.isLate = isLate;
  }

  /** For a door that has no permissions itself. */
  public static void privileged(
      String args, Instrumentation instrumentation, URL jar, boolean isLate) throws Exception {
    AccessController.doPrivileged(new Installation(args, instrumentation, jar, isLate));
  }

  @Override
  public Void run() throws Exception {
    Rooms rooms = new Rooms(jar);
    Map<String, String> options = null;
    if (isAnyOptionGiven()) {
      BiFunction<String, Properties, Map<String, String>> reader =
          rooms.make("ai.openclaw.oom.assembly.OptionsReader");
      options = reader.apply(args, System.getProperties());
      if (!Boolean.parseBoolean(options.get("enabled"))) {
        return null;
      }
    }
    if (!"Linux".equals(System.getProperty("os.name"))) {
      return null;
    }
    if (installed) {
      // Its options are ignored, too.
      return null;
    }
    installed = true;
    tell(options);
    if (isRaised()) {
      Consumer<Map<String, String>> nesting = rooms.make("ai.openclaw.oom.assembly.Nesting");
      nesting.accept(options);
    }
    instrumentation.addTransformer(
        new SpawnTransformer(rooms, options, jar, instrumentation),
        instrumentation.isRetransformClassesSupported());
    weaveWhatIsLoaded();
    if (isLate) {
      Consumer<Map<String, String>> existing = rooms.make("ai.openclaw.oom.assembly.Existing");
      existing.accept(options);
    }
    return null;
  }

  /** For whoever asks this JVM what it carries: the tools do. */
  private static void tell(Map<String, String> options) {
    System.setProperty(ACTIVE, "true");
    // The loader has read the manifest anyhow; the boot loader, for a SecurityManager, does not.
    Package own = Installation.class.getPackage();
    String version = own == null ? null : own.getImplementationVersion();
    System.setProperty(PREFIX + "version", version == null ? "unknown" : version);
    if (options != null) {
      System.setProperty(PREFIX + "options", options.get("options"));
    }
  }

  /** Mostly this JVM is where all begin, at 0, or was put below by somebody who may. */
  private static boolean isRaised() {
    try (FileInputStream score = new FileInputStream("/proc/self/oom_score_adj")) {
      int first = score.read();
      return first > '0' && first <= '9';
    } catch (IOException e) {
      return false;
    }
  }

  /** Mostly none is, and then nothing that reads options is loaded. */
  private boolean isAnyOptionGiven() {
    if (args != null && !args.isEmpty()) {
      return true;
    }
    for (Object name : System.getProperties().keySet()) {
      if (name instanceof String && ((String) name).startsWith(PREFIX)) {
        return true;
      }
    }
    return false;
  }

  static void leftAlone(String className, Throwable why) {
    leftAlone();
    OomAgent.complain(className + " is left alone, its children are not raised", why);
  }

  /** Whoever asks must not read that all is well. */
  static void leftAlone() {
    System.setProperty(ACTIVE, "failed");
  }

  /** Spawn classes are loaded late; before us only when we attach or another agent spawned. */
  private void weaveWhatIsLoaded() {
    boolean isJava8 = "1.8".equals(System.getProperty("java.specification.version"));
    for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
      if (Gate.isIn(loaded, isJava8)) {
        try {
          instrumentation.retransformClasses(loaded);
        } catch (Throwable t) {
          leftAlone(loaded.getName(), t);
        }
      }
    }
  }
}
