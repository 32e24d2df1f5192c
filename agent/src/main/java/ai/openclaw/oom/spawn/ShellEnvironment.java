package ai.openclaw.oom.spawn;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * The variables that make a shell read files or walk elsewhere before it comes to its script. They
 * must never reach the shell of a shim.
 */
public final class ShellEnvironment {
  private static final String[] HARMFUL = {"BASH_ENV", "ENV", "CDPATH"};
  private static final String CARRIER = "OPENCLAW_OOM_CARRIED_";

  private ShellEnvironment() {}

  /** The changes that take the variables away; empty if none is there. */
  static Map<String, String> strip(Map<String, String> environment) {
    return changes(environment, false);
  }

  /**
   * The changes that take the variables away from the shell.
   *
   * @param carry whether their values go along under other names, to be handed to the command
   * @return variables to set, or to take away where the value is null; empty if none is there
   */
  public static Map<String, String> changes(Map<String, String> environment, boolean carry) {
    Map<String, String> changes = Collections.emptyMap();
    for (String name : HARMFUL) {
      String value = environment.get(name);
      if (value != null) {
        if (changes.isEmpty()) {
          changes = new HashMap<>();
        }
        changes.put(name, null);
        if (carry) {
          changes.put(carrierOf(name), value);
        }
      }
    }
    return changes;
  }

  /** The variable that carries a value past the shell. */
  public static String carrierOf(String name) {
    return CARRIER + name;
  }

  /** The part of the shim's script that hands carried variables back, or an empty text. */
  public static String handBack(Map<String, String> changes) {
    StringBuilder script = new StringBuilder();
    for (String name : HARMFUL) {
      String carrier = carrierOf(name);
      if (changes.get(carrier) != null) {
        script.append("export ").append(name).append("=\"$").append(carrier).append("\"; ");
        script.append("unset ").append(carrier).append("; ");
      }
    }
    return script.toString();
  }
}
