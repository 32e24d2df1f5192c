package ai.openclaw.oom.agent;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Waits for the spawn classes. Every class that the JVM loads passes here, so it does nothing but
 * compare a name until one of them comes; only then are hooks and weaver loaded.
 */
final class SpawnTransformer implements ClassFileTransformer {
  private final Rooms rooms;
  private final Map<String, String> options;
  private final Object[] surroundings;
  private Function<String, BiConsumer<Integer, Object[]>> hooks;
  private BiFunction<Object[], byte[], byte[]> weaver;

  /**
   * @param options every option by its key, all valid; null if none was given
   * @param surroundings for the hooks: the agent's jar and the instrumentation
   */
  SpawnTransformer(Rooms rooms, Map<String, String> options, Object... surroundings) {
    this.rooms = rooms;
    this.options = options;
    this.surroundings = surroundings;
    // CLASS LOADING TRAP: whatever transform() needs for a class that is not woven must be loaded
    // before the transformer is registered, or loading it calls transform(), which loads it.
    Gate.before("");
  }

  @Override
  public byte[] transform(
      ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] bytes) {
    Gate gate = name == null ? null : Gate.before(name);
    if (gate == null) {
      return null;
    }
    try {
      byte[] woven = weaver(gate).apply(new Object[] {name, redefined}, bytes);
      if (woven == null) {
        Installation.leftAlone();
      }
      return woven;
    } catch (Throwable t) {
      Installation.leftAlone(name.replace('/', '.'), t);
      return null;
    }
  }

  // The hook is in place before anything woven can run.
  private synchronized BiFunction<Object[], byte[], byte[]> weaver(Gate gate) throws Exception {
    if (weaver == null) {
      BiFunction<Map<String, String>, Object[], Function<String, BiConsumer<Integer, Object[]>>>
          assembly = rooms.make("ai.openclaw.oom.assembly.Assembly");
      hooks = assembly.apply(options, surroundings);
      weaver = rooms.make("ai.openclaw.oom.weave.Weaver");
    }
    if (!gate.isOpen()) {
      gate.open(hooks.apply(gate.name()));
    }
    return weaver;
  }
}
