package ai.openclaw.oom.probe;

import java.util.Arrays;

/**
 * Commands that raise themselves already.
 *
 * <p>The kernel counts a process's reads and writes and does not forget them at an exec. Every
 * program that the process becomes adds some. So the count tells whether a shell came between.
 */
@Unscored("it counts calls")
public final class Wrapped {

  private static final String OURS =
      "{ echo 1000 > /proc/self/oom_score_adj; } 2>&-; exec \"$0\" \"$@\"";
  private static final String CLASSIC =
      "echo 1000 > /proc/self/oom_score_adj 2>/dev/null; exec \"$0\" \"$@\"";

  private Wrapped() {}

  public static String byTheAgentsScript() throws Exception {
    return calls("/bin/sh", "-c", OURS, "cat");
  }

  public static String byTheClassicScript() throws Exception {
    return calls("/bin/sh", "-c", CLASSIC, "cat");
  }

  /** Number of reads and writes up to the moment at which the command reads the count. */
  static String calls(String... command) throws Exception {
    String[] whole = Arrays.copyOf(command, command.length + 1);
    whole[command.length] = "/proc/self/io";
    int calls = 0;
    for (String line : new String(Child.run(whole).out(), "US-ASCII").split("\n")) {
      if (line.startsWith("syscr") || line.startsWith("syscw")) {
        calls += Integer.parseInt(line.replaceAll("\\D", ""));
      }
    }
    return "calls=" + calls;
  }
}
