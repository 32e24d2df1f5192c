package ai.openclaw.oom.assembly;

import java.util.Map;

/**
 * The options as the rooms take them. Where none is given the defaults stand here, and the class
 * that reads options is not loaded: a test keeps the two equal.
 */
final class Settings {
  /** Every option by its key; null if none was given. */
  final Map<String, String> given;

  final int score;
  final String shim;
  final boolean restoresShellEnvironment;
  final boolean raisesFromParent;
  final String include;
  final String exclude;
  final boolean isNestedInMiddle;
  final boolean keepsRaised;
  final boolean raisesStrays;
  final boolean raisesExisting;
  final boolean reportsKills;
  final String guard;
  final boolean hasBean;
  final String log;

  /**
   * @param given every option by its key, all valid; null if none was given
   */
  Settings(Map<String, String> given) {
    this.given = given;
    score = given == null ? 1000 : Integer.parseInt(given.get("score"));
    shim = of(given, "shim", "auto");
    restoresShellEnvironment = of(given, "shell-env", "strip").equals("restore");
    raisesFromParent = of(given, "fallback", "parent").equals("parent");
    include = of(given, "include", "");
    exclude = of(given, "exclude", "");
    isNestedInMiddle = of(given, "nested", "middle").equals("middle");
    raisesStrays = of(given, "strays", "raise").equals("raise");
    raisesExisting = of(given, "existing", "raise").equals("raise");
    keepsRaised = of(given, "keep-raised", "auto").equals("auto");
    reportsKills = of(given, "report-kills", "true").equals("true");
    guard = of(given, "guard", "off");
    hasBean = of(given, "jmx", "false").equals("true");
    log = of(given, "log", "warn");
  }

  boolean hasGuard() {
    return !guard.equals("off");
  }

  private static String of(Map<String, String> given, String key, String otherwise) {
    return given == null ? otherwise : given.get(key);
  }
}
