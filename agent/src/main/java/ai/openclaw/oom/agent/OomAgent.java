package ai.openclaw.oom.agent;

import java.io.FileInputStream;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.util.Enumeration;
import java.util.Map;
import java.util.Properties;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * The door: what the JVM calls, at its start ({@code -javaagent}) or later (attach). It puts the
 * agent in place, once per JVM: reads the options, registers the transformer.
 *
 * <p>It runs before the application does, in JVMs that nobody here has ever seen. So it must never:
 * throw; print when all is well; start a thread; touch {@code java.util.logging}, JMX, the security
 * providers or any file but its own jar; load a class that spawns processes; or load the weaver
 * before there is something to weave. Every class that it does load costs each JVM half a
 * millisecond or more, so there are but three of ours, with the transformer and the rooms' loader;
 * and so does each of the JDK's that a {@code catch}, or a signature of this class, names and that
 * no JVM loads at its start.
 *
 * <p>Under a SecurityManager there are two of this class: the application loader's, which finds
 * {@link GuardedDoor}, and the boot loader's, which does what is to be done.
 */
public final class OomAgent {
  private static final String PREFIX = "openclaw.oom.";
  private static final String ACTIVE = PREFIX + "active";

  /** Not the property, which a parent JVM may have handed on. */
  private static boolean installed;

  private final Instrumentation instrumentation;
  private final URL jar;

  /** Whether this JVM may have children already. */
  private final boolean isLate;

  OomAgent(Instrumentation instrumentation, URL jar, boolean isLate) {
    this.instrumentation = instrumentation;
    this.jar = jar;
    this.isLate = isLate;
  }

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
        new OomAgent(instrumentation, jar, isLate).install(args);
      } else {
        GuardedDoor.open(args, instrumentation, isLate);
      }
    } catch (Throwable t) {
      complain("not installed, children are not raised", t);
    }
  }

  void install(String args) throws Exception {
    Rooms rooms = new Rooms(jar);
    Map<String, String> options = null;
    if (isAnyOptionGiven(args)) {
      BiFunction<String, Properties, Map<String, String>> reader =
          rooms.make("ai.openclaw.oom.assembly.OptionsReader");
      options = reader.apply(args, System.getProperties());
      if (!Boolean.parseBoolean(options.get("enabled"))) {
        return;
      }
    }
    if (!"Linux".equals(System.getProperty("os.name"))) {
      return;
    }
    if (installed) {
      // Its options are ignored, too.
      return;
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
  }

  /** For whoever asks this JVM what it carries: the tools do. */
  private static void tell(Map<String, String> options) {
    System.setProperty(ACTIVE, "true");
    // The loader has read the manifest anyhow; the boot loader, for a SecurityManager, does not.
    Package own = OomAgent.class.getPackage();
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
    } catch (Exception e) {
      // An IOException, which a JVM that starts has not loaded.
      return false;
    }
  }

  /** Mostly none is, and then nothing that reads options is loaded. */
  private static boolean isAnyOptionGiven(String args) {
    if (args != null && !args.isEmpty()) {
      return true;
    }
    Enumeration<Object> names = System.getProperties().keys();
    while (names.hasMoreElements()) {
      Object name = names.nextElement();
      if (name instanceof String && ((String) name).startsWith(PREFIX)) {
        return true;
      }
    }
    return false;
  }

  /** Spawn classes are loaded late; before us only when we attach or another agent spawned. */
  private void weaveWhatIsLoaded() {
    boolean isJava8 = "1.8".equals(System.getProperty("java.specification.version"));
    for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
      if ((isLate || isJava8 || mayBeWoven(loaded)) && SpawnTransformer.isAwaited(loaded)) {
        try {
          instrumentation.retransformClasses(loaded);
        } catch (Throwable t) {
          leftAlone(loaded.getName(), t);
        }
      }
    }
  }

  /**
   * Asked for its name for the first time a class has it made, and a JVM starts with hundreds. Of
   * the boot loader's only {@code java.lang.ProcessImpl} can be meant, which is final and not
   * public.
   */
  private static boolean mayBeWoven(Class<?> loaded) {
    return loaded.getClassLoader() != null || loaded.getModifiers() == Modifier.FINAL;
  }

  static void leftAlone(String className, Throwable why) {
    // First: a SecurityManager may keep us from what comes next.
    complain(className + " is left alone, its children are not raised", why);
    leftAlone();
  }

  /** Whoever asks must not read that all is well. */
  static void leftAlone() {
    System.setProperty(ACTIVE, "failed");
  }

  /**
   * For what goes wrong before the inner rooms, which have a log, are there. On System.err as the
   * JVM made it: a SecurityManager that is in force lets nobody else write there.
   */
  private static void complain(String what, Throwable why) {
    try {
      System.err.println("[openclaw-oom] " + what + ": " + why);
    } catch (Throwable ignored) {
      // Nowhere left to say it, and the application must go on all the same.
    }
  }
}
