package ai.openclaw.oom.agent;

import java.util.function.BiConsumer;

/**
 * What woven code calls, a constant for each spawn surface: the one class of ours that it names,
 * and only by its name.
 *
 * <p>Woven code lives in loaders that cannot see us ({@code java.lang.ProcessImpl} in the boot
 * loader, a library in an OSGi bundle). It therefore asks the system class loader for this class
 * and uses its constants as a {@link BiConsumer}: nothing but {@code java.*} types is linked. What
 * an event's number means is the hook's business; its answer stands in the array.
 *
 * <p>The constants are those of the inner table of surfaces, in the same order, as are the classes
 * that the transformer waits for.
 */
public enum Gate implements BiConsumer<Integer, Object[]> {
  PROCESS_IMPL,
  PTY4J,
  NUPROCESS,
  JNR_POSIX;

  private volatile BiConsumer<Integer, Object[]> hook;

  static Gate at(int index) {
    return values()[index];
  }

  /** From now on events go on to the hook; before, every spawn goes through untouched. */
  public void open(BiConsumer<Integer, Object[]> newHook) {
    hook = newHook;
  }

  boolean isOpen() {
    return hook != null;
  }

  @Override
  public void accept(Integer event, Object[] values) {
    BiConsumer<Integer, Object[]> behind = hook;
    if (behind != null) {
      behind.accept(event, values);
    }
  }
}
