package ai.openclaw.oom.spawn;

/** Recognises an argv that raises the score by itself, and what comes ahead of a command. */
public final class Wrapped {
  private static final String EXEC = "exec \"$0\" \"$@\"";

  /** How the agent's helper is called, before the architecture. */
  public static final String HELPER = "oom-shim-";

  /** How the JDK's is called. */
  public static final String SPAWN_HELPER = "jspawnhelper";

  private Wrapped() {}

  static boolean isWrapped(String program, String[] argv) {
    String name = program.substring(program.lastIndexOf('/') + 1);
    if (name.startsWith(HELPER)) {
      return argv.length > 3 && isNumber(argv[1]);
    }
    return name.equals("sh") && argv.length > 3 && argv[1].equals("-c") && raises(argv[2]);
  }

  /** Our script, also with variables handed back, as of old, and the one of OpenClaw's gateway. */
  private static boolean raises(String script) {
    return script.endsWith(EXEC)
        && (isRaise(script, "{ echo ", " > /proc/self/oom_score_adj; } 2>&-; ")
            || isRaise(script, "{ echo ", " > /proc/self/oom_score_adj; } 2>/dev/null; ")
            || isRaise(script, "echo ", " > /proc/self/oom_score_adj 2>/dev/null; "));
  }

  private static boolean isRaise(String script, String before, String after) {
    int end = script.indexOf(after);
    return script.startsWith(before)
        && end > before.length()
        && isNumber(script.substring(before.length(), end));
  }

  private static boolean isNumber(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return !text.isEmpty();
  }
}
