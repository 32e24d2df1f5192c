package ai.openclaw.oom.guard;

import java.lang.reflect.Method;
import java.util.Optional;

/** SIGKILL to a process that may be no child of this JVM, without a process to send it. */
final class Sigkill {
  private Sigkill() {}

  /**
   * Sends it.
   *
   * @return false if the process has ended, or must not be sent a signal
   */
  static boolean send(long pid) {
    try {
      return byHandle(pid);
    } catch (ClassNotFoundException e) {
      return onJdk8(pid);
    } catch (ReflectiveOperationException | RuntimeException e) {
      return false;
    }
  }

  private static boolean byHandle(long pid) throws ReflectiveOperationException {
    Class<?> type = Class.forName("java.lang.ProcessHandle");
    Optional<?> handle = (Optional<?>) type.getMethod("of", long.class).invoke(null, pid);
    return handle.isPresent() && (Boolean) type.getMethod("destroyForcibly").invoke(handle.get());
  }

  private static boolean onJdk8(long pid) {
    try {
      Method destroy =
          Class.forName("java.lang.UNIXProcess")
              .getDeclaredMethod("destroyProcess", int.class, boolean.class);
      destroy.setAccessible(true);
      destroy.invoke(null, (int) pid, true);
      return true;
    } catch (ReflectiveOperationException | RuntimeException e) {
      return false;
    }
  }
}
