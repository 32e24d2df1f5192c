package ai.openclaw.oom.it.diff;

import java.util.Set;

/** A column of the table: a shim, and the shell that it finds. */
enum Column {
  NATIVE("native", "native", Shell.DASH, "WRAPPED_NATIVE"),
  PARENT("parent", "parent", Shell.DASH, "LEFT_TO_PARENT"),
  SH_DASH("sh (dash)", "sh", Shell.DASH, "WRAPPED_SH"),
  SH_BASH("sh (bash)", "sh", Shell.BASH, "WRAPPED_SH"),
  SH_BUSYBOX("sh (busybox)", "sh", Shell.BUSYBOX, "WRAPPED_SH"),
  SH_MKSH("sh (mksh)", "sh", Shell.MKSH, "WRAPPED_SH");

  final String title;
  final String shim;
  final Shell shell;

  /** The agent's outcome for a spawn that went this way. */
  final String outcome;

  private static final Set<String> BOOK_KEEPING =
      Set.of("environment's order", "PWD, OLDPWD, SHLVL, _");
  private static final Set<String> NAME = Set.of("argv[0]", "cmdline's argv[0]");

  Column(String title, String shim, Shell shell, String outcome) {
    this.title = title;
    this.shim = shim;
    this.shell = shell;
    this.outcome = outcome;
  }

  boolean isShell() {
    return outcome.equals("WRAPPED_SH");
  }

  /**
   * Whether a wrapped spawn may differ so.
   *
   * @param pathIsPlain whether this shell's own look-up is sure to end at the same file
   */
  boolean allows(String aspect, String without, String with, boolean pathIsPlain) {
    if (!isShell()) {
      return false;
    }
    if (BOOK_KEEPING.contains(aspect)) {
      return true;
    }
    if (aspect.equals("ENV, BASH_ENV, CDPATH")) {
      return with.isEmpty();
    }
    boolean knowsBuiltins = shell == Shell.DASH || shell == Shell.BASH;
    return NAME.contains(aspect)
        && !without.contains("/")
        && with.endsWith("/" + without)
        && !(knowsBuiltins && pathIsPlain);
  }
}
