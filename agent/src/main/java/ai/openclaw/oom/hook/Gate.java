package ai.openclaw.oom.hook;

import java.util.function.BiFunction;

/**
 * What woven code calls: the one class of ours that it names, and only by its name.
 *
 * <p>Woven code lives in loaders that cannot see us ({@code java.lang.ProcessImpl} in the boot
 * loader, a library in an OSGi bundle). It therefore asks the system class loader for this class
 * and uses it as a {@link BiFunction}: nothing but {@code java.*} types is linked. What an event
 * means is the engine's business.
 */
public enum Gate implements BiFunction<String, Object[], Object[]> {
  /** An enum's constant is what woven code gets hold of without a reflective call. */
  GATE;

  private static volatile BiFunction<String, Object[], Object[]> engine;

  /** Sets the engine that events go to from now on; before, every spawn goes through untouched. */
  public static void open(BiFunction<String, Object[], Object[]> newEngine) {
    engine = newEngine;
  }

  @Override
  public Object[] apply(String event, Object[] values) {
    return engine.apply(event, values);
  }
}
