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
 * <p>The constants are those of the inner table of surfaces, in the same order, of which this door
 * has to know no more than which classes to wait for.
 */
public enum Gate implements BiConsumer<Integer, Object[]> {
  PROCESS_IMPL("java/lang/ProcessImpl"),
  PTY4J("com/pty4j/unix/NativePtyExecutor"),
  NUPROCESS("com/zaxxer/nuprocess/linux/LinuxProcess"),
  JNR_POSIX("jnr/posix/BaseNativePOSIX");

  private static final Gate[] ALL = values();

  /** The class that is woven, with slashes. */
  private final String owner;

  private volatile BiConsumer<Integer, Object[]> hook;

  Gate(String owner) {
    this.owner = owner;
  }

  /**
   * The gate before a class.
   *
   * @param internalName the class's name with slashes
   * @return null if it holds no spawn surface, and nearly none does
   */
  public static Gate before(String internalName) {
    for (Gate gate : ALL) {
      if (gate.owner.equals(internalName)) {
        return gate;
      }
    }
    return null;
  }

  /**
   * Whether a loaded class holds a spawn surface.
   *
   * @param isJava8 whether the JDK is 8, whose {@code ProcessImpl} only makes processes
   */
  static boolean isIn(Class<?> loaded, boolean isJava8) {
    // Asked for its name for the first time a class has it made, and a JVM starts with hundreds. Of
    // the boot loader's only a Process can be meant since JDK 9.
    return (isJava8 || loaded.getClassLoader() != null || Process.class.isAssignableFrom(loaded))
        && before(loaded.getName().replace('.', '/')) != null;
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
