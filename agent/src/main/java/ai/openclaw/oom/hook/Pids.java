package ai.openclaw.oom.hook;

import java.lang.reflect.Field;
import java.lang.reflect.Method;

/** The pid of a process: {@code Process.pid()} since JDK 9, a private field before. */
abstract class Pids {
  static Pids ofThisJdk() {
    try {
      return new ByMethod(Process.class.getMethod("pid"));
    } catch (NoSuchMethodException e) {
      return new ByField();
    }
  }

  /**
   * @throws IllegalStateException if the process does not tell
   */
  abstract long of(Process process);

  private static final class ByMethod extends Pids {
    private final Method pid;

    ByMethod(Method pid) {
      this.pid = pid;
    }

    @Override
    long of(Process process) {
      try {
        return (Long) pid.invoke(process);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static final class ByField extends Pids {
    @Override
    long of(Process process) {
      try {
        Field pid = process.getClass().getDeclaredField("pid");
        pid.setAccessible(true);
        return pid.getInt(process);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
