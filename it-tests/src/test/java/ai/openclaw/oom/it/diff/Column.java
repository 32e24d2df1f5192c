package ai.openclaw.oom.it.diff;

import java.util.Set;

/** A column of the table: a shim, and the shell that it finds. */
enum Column {
  NATIVE("native", "native", Shell.DASH, 800),
  PARENT("parent", "parent", Shell.DASH, 0),
  SH_DASH("sh (dash)", "sh", Shell.DASH, 400),
  SH_BASH("sh (bash)", "sh", Shell.BASH, 300),
  SH_BUSYBOX("sh (busybox)", "sh", Shell.BUSYBOX, 300),
  /** Known to change too much, so that the agent leaves it alone. */
  SH_MKSH("sh (mksh)", "sh", Shell.MKSH, 0);

  final String title;
  final String shim;
  final Shell shell;

  /** How many of a thousand spawns are wrapped at the least; 0 if none may be. */
  final int wrapped;

  private static final Set<String> BOOK_KEEPING =
      Set.of("environment's order", "PWD, OLDPWD, SHLVL, _");
  private static final String STRIPPED = "ENV, BASH_ENV, CDPATH";
  private static final Set<String> NAME = Set.of("argv[0]", "cmdline's argv[0]");

  Column(String title, String shim, Shell shell, int wrapped) {
    this.title = title;
    this.shim = shim;
    this.shell = shell;
    this.wrapped = wrapped;
  }

  boolean isShell() {
    return shim.equals("sh");
  }

  /** Of a thousand spawns, how many wrapped ones may differ in an aspect; see {@link #allows}. */
  int mayDiffer(String aspect) {
    if (!isShell() || wrapped == 0) {
      return 0;
    }
    if (NAME.contains(aspect)) {
      return shell == Shell.BUSYBOX ? 200 : 80;
    }
    return BOOK_KEEPING.contains(aspect) ? 1000 : aspect.equals(STRIPPED) ? 80 : 0;
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
    if (aspect.equals(STRIPPED)) {
      return with.isEmpty();
    }
    boolean knowsBuiltins = shell == Shell.DASH || shell == Shell.BASH;
    return NAME.contains(aspect)
        && !without.contains("/")
        && with.endsWith("/" + without)
        && !(knowsBuiltins && pathIsPlain);
  }
}
