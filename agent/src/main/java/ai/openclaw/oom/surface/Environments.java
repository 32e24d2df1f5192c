package ai.openclaw.oom.surface;

import ai.openclaw.oom.log.Log;
import ai.openclaw.oom.spawn.ShellEnvironment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Copies of environments, with a plan's changes; the caller's are only read. */
final class Environments {
  private static boolean warned;

  private Environments() {}

  /**
   * A changed copy that {@code ProcessImpl} takes: it casts every map to a class of the JDK's own.
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
    warn(changes);
    for (Map.Entry<String, String> change : changes.entrySet()) {
      if (change.getValue() == null) {
        copy.remove(change.getKey());
      } else {
        copy.put(change.getKey(), change.getValue());
      }
    }
    return copy;
  }

  /**
   * A changed copy of an environment whose entries are {@code name=value}.
   *
   * @param original the caller's entries; null for the JVM's own environment
   */
  static String[] changed(CharSequence[] original, Map<String, String> changes) {
    List<String> entries = new ArrayList<>();
    if (original == null) {
      for (Map.Entry<String, String> variable :
          changed((Map<String, String>) null, changes).entrySet()) {
        entries.add(variable.getKey() + "=" + variable.getValue());
      }
      return entries.toArray(new String[0]);
    }
    warn(changes);
    for (CharSequence entry : original) {
      String text = entry.toString();
      int equals = text.indexOf('=');
      if (equals < 0 || !changes.containsKey(text.substring(0, equals))) {
        entries.add(text);
      }
    }
    for (Map.Entry<String, String> change : changes.entrySet()) {
      if (change.getValue() != null) {
        entries.add(change.getKey() + "=" + change.getValue());
      }
    }
    return entries.toArray(new String[0]);
  }

  /** The first time that something is taken away, one line says so. */
  private static void warn(Map<String, String> changes) {
    StringBuilder lost = new StringBuilder();
    for (Map.Entry<String, String> change : changes.entrySet()) {
      String name = change.getKey();
      if (change.getValue() == null && !changes.containsKey(ShellEnvironment.carrierOf(name))) {
        lost.append(lost.length() == 0 ? "" : ", ").append(name);
      }
    }
    if (lost.length() > 0 && isFirst()) {
      Log.warn(
          "kept from a child, because a shell would act on it before it raises the score: "
              + lost
              + "; with shell-env=restore the agent's own shim hands it on to the command");
    }
  }

  private static synchronized boolean isFirst() {
    boolean first = !warned;
    warned = true;
    return first;
  }
}
