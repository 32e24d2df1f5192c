package ai.openclaw.oom.hook;

import ai.openclaw.oom.observe.Log;
import ai.openclaw.oom.spawn.ShellEnvironment;
import java.util.Map;

/** Environments that {@code ProcessImpl} takes: it casts every map to a class of the JDK's own. */
final class JdkEnvironment {
  private JdkEnvironment() {}

  /**
   * A changed copy.
   *
   * @param original the caller's map, which is only read; null for the JVM's own environment
   * @param changes variables to set, or to take away where the value is null
   */
  static Map<String, String> changed(Map<String, String> original, Map<String, String> changes) {
    // The only public way to a map of the JDK's own class. It starts as the JVM's environment.
    Map<String, String> copy = new ProcessBuilder().environment();
    if (original != null) {
      copy.clear();
      copy.putAll(original);
    }
    for (Map.Entry<String, String> change : changes.entrySet()) {
      if (change.getValue() == null) {
        copy.remove(change.getKey());
        if (!changes.containsKey(ShellEnvironment.carrierOf(change.getKey()))) {
          Log.warnOnce(
              change.getKey()
                  + " is kept from children, because a shell would act on it before it raises the"
                  + " score; shell-env=restore hands it on to the command");
        }
      } else {
        copy.put(change.getKey(), change.getValue());
      }
    }
    return copy;
  }
}
