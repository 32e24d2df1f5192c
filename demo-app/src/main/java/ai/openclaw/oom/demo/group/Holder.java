package ai.openclaw.oom.demo.group;

import ai.openclaw.oom.demo.process.Jvm;
import java.util.ArrayList;
import java.util.List;

/**
 * The shell that a gateway is started by. It enters the group first, so that the JVM finds its
 * limits in place; it stays after the gateway's end, so that a group which its maker removes when
 * it is empty can still be read; and it says {@code exit CODE}, 128 + N after signal N.
 */
public final class Holder {
  // Ctrl-C reaches the whole foreground: what is in the group is the demo's to end, in order.
  // A shell reports "Killed" on its own stderr: only the command keeps the real one, in a subshell,
  // since dash redirects a plain command before it forks.
  private static final String BEFORE =
      "unset " + Jvm.OPT_OUT + "; trap '' INT; exec 3>&2 2>/dev/null; ";

  private static final String RUN = "exec \"$@\" 2>&3 3>&-";
  private static final String SAY = "; echo \"exit $?\"";
  private static final String SCRIPT = BEFORE + "(" + RUN + ")" + SAY + "; cat >/dev/null";

  private Holder() {}

  /** The command held, in whatever group the shell is started. */
  static List<String> hold(List<String> command) {
    return shell(SCRIPT, "sh", command);
  }

  /** The command held, in the cgroup whose {@code cgroup.procs} this is. */
  static List<String> holdIn(String procs, List<String> command) {
    return shell("echo $$ > \"$0\" || exit; " + SCRIPT, procs, command);
  }

  /**
   * The same, with the shell outside: the kernel takes all that is in the group at once, and nobody
   * would be left to say so.
   */
  static List<String> holdFromOutside(String procs, List<String> command) {
    return shell(BEFORE + "(echo 0 > \"$0\" && " + RUN + ")" + SAY, procs, command);
  }

  private static List<String> shell(String script, String name, List<String> command) {
    List<String> shell = new ArrayList<>(List.of("/bin/sh", "-c", script, name));
    shell.addAll(command);
    return shell;
  }
}
