package ai.openclaw.oom.agent;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Waits for the spawn classes. Every class that the JVM loads passes here, so it does nothing but
 * compare a name until one of them comes; only then are gate, hooks and weaver loaded.
 */
public final class SpawnTransformer implements ClassFileTransformer {
  /** The classes that are woven, with slashes: those of the constants of {@link Gate}, in order. */
  private static final String[] AWAITED = {
    "java/lang/ProcessImpl",
    "com/pty4j/unix/NativePtyExecutor",
    "com/zaxxer/nuprocess/linux/LinuxProcess",
    "jnr/posix/BaseNativePOSIX"
  };

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
  }

  static boolean isAwaited(Class<?> loaded) {
    return indexOf(loaded.getName().replace('.', '/')) >= 0;
  }

  /**
   * Where among those of {@link Gate} the surface stands that a class holds.
   *
   * @param internalName the class's name with slashes
   * @return -1 if it holds none, and nearly none does
   */
  public static int indexOf(String internalName) {
    for (int i = 0; i < AWAITED.length; i++) {
      if (AWAITED[i].equals(internalName)) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public byte[] transform(
      ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] bytes) {
    // CLASS LOADING TRAP: whatever this needs for a class that is not woven must be loaded before
    // the transformer is registered, or loading it calls this, which loads it.
    int awaited = indexOf(name);
    if (awaited < 0) {
      return null;
    }
    try {
      byte[] woven = weaver(Gate.at(awaited)).apply(new Object[] {name, redefined}, bytes);
      if (woven == null) {
        OomAgent.leftAlone();
      }
      return woven;
    } catch (Throwable t) {
      OomAgent.leftAlone(name.replace('/', '.'), t);
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
