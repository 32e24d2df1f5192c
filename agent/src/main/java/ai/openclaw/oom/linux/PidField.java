package ai.openclaw.oom.linux;

import java.lang.reflect.Field;

/** The pid of a process on JDK 8, which has a field for it, but no {@code Process.pid()}. */
public final class PidField {
  private PidField() {}

  /**
   * @throws IllegalStateException if the process does not tell
   */
  public static long of(Process process) {
    try {
      Field pid = process.getClass().getDeclaredField("pid");
      pid.setAccessible(true);
      return pid.getInt(process);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
