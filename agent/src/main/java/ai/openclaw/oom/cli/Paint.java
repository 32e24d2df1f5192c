package ai.openclaw.oom.cli;

import ai.openclaw.oom.cli.doctor.Verdict;
import ai.openclaw.oom.cli.machine.Machine;

/** Colours, on a terminal that has them, unless {@code NO_COLOR} says otherwise. */
final class Paint {
  private static final String END = "\u001b[0m";

  private final boolean isOn;

  Paint(Surroundings around) {
    String no = around.environment.get("NO_COLOR");
    Machine machine = new Machine(around.root);
    String out = machine.link(machine.ownPid(), "fd/1");
    boolean terminal = out != null && (out.startsWith("/dev/pts/") || out.startsWith("/dev/tty"));
    isOn =
        (no == null || no.isEmpty()) && terminal && !"dumb".equals(around.environment.get("TERM"));
  }

  String of(Verdict verdict) {
    String word = verdict.toString();
    if (!isOn) {
      return word;
    }
    switch (verdict) {
      case OK:
        return "\u001b[32m" + word + END;
      case BAD:
        return "\u001b[31m" + word + END;
      case LIMITED:
      case UNKNOWN:
        return "\u001b[33m" + word + END;
      default:
        // The width of a cell counts these, so that every word has as many.
        return "\u001b[39m" + word + END;
    }
  }

  /** What stands where a verdict would, with as many bytes that are not seen. */
  String blank() {
    return isOn ? "\u001b[39m" + END : "";
  }
}
