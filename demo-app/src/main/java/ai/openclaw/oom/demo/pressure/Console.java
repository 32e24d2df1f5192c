package ai.openclaw.oom.demo.pressure;

import ai.openclaw.oom.demo.process.Grower;
import ai.openclaw.oom.demo.process.Vitals;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the user sees while the demo runs. Progress goes to stderr when stdout is for a program. */
public final class Console {
  /** Where lines cannot be overwritten, one for every 16 MB is enough. */
  private static final int PLAIN_STRIDE_MB = 16;

  private static final String CLEAR_LINE = "\r\033[K";

  private final PrintStream out;
  private final boolean terminal;
  private volatile boolean silent;
  private String title = "";

  Console(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** Whether a file descriptor of this process is a terminal; System.console() asks stdin too. */
  static boolean isTerminal(int fd) {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + fd)).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  /** Begins a run. */
  void title(String newTitle) {
    title = newTitle;
    if (terminal) {
      print(title + ": starting the gateway");
    }
  }

  /** Shows one step of a run: a mark for each step of the child's. */
  void step(Vitals gateway, Vitals child, int heldMb) {
    if (terminal || heldMb % PLAIN_STRIDE_MB == 0) {
      String bar = terminal ? "  " + "#".repeat(heldMb / Grower.STEP_MB) : "";
      print(
          String.format(
              "%s: gateway %3d MB, child %3d MB%s", title, gateway.rssMb(), child.rssMb(), bar));
    }
  }

  /** Ends a run with what came of it. */
  void result(String text) {
    print(title + ": " + text);
    if (terminal && !silent) {
      out.println();
    }
  }

  /** Prints what somebody else says in the middle of a run, on a line of its own. */
  void aside(String text) {
    print(terminal ? text + System.lineSeparator() : text);
  }

  /** Prints a whole line. */
  void line(String text) {
    if (!silent) {
      out.println(text);
    }
  }

  /**
   * Prints nothing more: the demo was interrupted, and its runs end for no reason worth telling.
   */
  void silence() {
    silent = true;
  }

  private void print(String text) {
    if (silent) {
      return;
    }
    if (terminal) {
      out.print(CLEAR_LINE + text);
      out.flush();
    } else {
      out.println(text);
    }
  }
}
