package ai.openclaw.oom.weave;

import ai.openclaw.oom.hook.Gate;
import ai.openclaw.oom.log.Log;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * Waits for the spawn classes. Every class that the JVM loads passes here, so it does nothing but
 * compare a name until one of them comes; only then are the engine and the weaver loaded.
 */
public final class SpawnTransformer implements ClassFileTransformer {
  private final ClassLoader engineLoader;
  private final Map<String, String> options;
  private final Object[] surroundings;
  private BiFunction<Object[], byte[], byte[]> weaver;

  /**
   * @param engineLoader where the inner rooms are loaded from
   * @param options every option by its key; null if none was given
   * @param surroundings for the engine: the agent's jar and the instrumentation
   */
  public SpawnTransformer(
      ClassLoader engineLoader, Map<String, String> options, Object... surroundings) {
    this.engineLoader = engineLoader;
    this.options = options;
    this.surroundings = surroundings;
    // CLASS LOADING TRAP: whatever transform() needs for a class that is not woven must be loaded
    // before the transformer is registered, or loading it calls transform(), which loads it.
    Surface.of("");
  }

  @Override
  public byte[] transform(
      ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] bytes) {
    if (name == null || Surface.of(name) == null) {
      return null;
    }
    try {
      return weaver().apply(new Object[] {name, redefined}, bytes);
    } catch (Throwable t) {
      Log.warn(name.replace('/', '.') + " is left alone, its children are not raised: " + t);
      return null;
    }
  }

  // Raw newInstance: the engine's loader has its own copies of our classes, so only java.* types
  // can cross. The engine is opened before anything woven can run.
  @SuppressWarnings("unchecked")
  private synchronized BiFunction<Object[], byte[], byte[]> weaver() throws Exception {
    if (weaver == null) {
      BiFunction<Map<String, String>, Object[], BiFunction<String, Object[], Object[]>> engines =
          (BiFunction<Map<String, String>, Object[], BiFunction<String, Object[], Object[]>>)
              fresh("ai.openclaw.oom.hook.Engines");
      Gate.open(engines.apply(options, surroundings));
      weaver = (BiFunction<Object[], byte[], byte[]>) fresh("ai.openclaw.oom.weave.Weaver");
    }
    return weaver;
  }

  private Object fresh(String className) throws Exception {
    return Class.forName(className, true, engineLoader).getConstructor().newInstance();
  }
}
