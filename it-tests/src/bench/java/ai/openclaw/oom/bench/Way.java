package ai.openclaw.oom.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One way to spawn: a row of every table of spawns.
 *
 * @param base the place in the table of the same without an agent
 * @param emptyBase the place of the same with an agent that does nothing
 * @param wanted of the ratio to the base; empty if that is not the question
 */
record Way(Agent agent, List<String> command, int base, int emptyBase, String wanted) {
  /** Of util-linux: writes its own score and executes the command. */
  private static final String CHOOM = "/usr/bin/choom";

  private static final String SCRIPT =
      "{ echo 1000 > /proc/self/oom_score_adj; } 2>&-; exec \"$0\" \"$@\"";

  /**
   * Every shim of every jar, after what they are compared with. "No agent" takes part twice: what
   * its second JVM shows is how far the figures can be trusted.
   *
   * @param program what is spawned in the end
   */
  static List<Way> all(String program, String ofNative, String ofParent, String ofShell)
      throws Exception {
    Agent none = Agent.none();
    Agent empty = Agent.empty();
    List<String> plain = List.of(program);
    List<String> wrapped = List.of("/bin/sh", "-c", SCRIPT, program);
    List<Way> ways = new ArrayList<>();
    ways.add(new Way(none, plain, 0, 2, ""));
    ways.add(new Way(none.named("no agent again"), plain, 0, 2, ""));
    ways.add(new Way(empty, plain, 0, 2, ""));
    ways.add(new Way(none.named("sh by hand"), wrapped, 3, 4, ""));
    ways.add(new Way(empty.named("by hand, empty agent"), wrapped, 3, 4, ""));
    if (Files.isExecutable(Path.of(CHOOM))) {
      List<String> chosen = List.of(CHOOM, "-n", "1000", "--", program);
      ways.add(new Way(none.named("choom by hand"), chosen, 0, 2, ""));
    }
    ways.add(
        new Way(none.with("-Djdk.lang.Process.launchMechanism=VFORK", "VFORK"), plain, 0, 2, ""));
    ways.add(
        new Way(none.with("-Djdk.lang.Process.launchMechanism=FORK", "FORK"), plain, 0, 2, ""));
    for (Agent agent : Agent.withShim("native", "WRAPPED_NATIVE")) {
      ways.add(new Way(agent, plain, 0, 2, ofNative));
    }
    for (Agent agent : Agent.withShim("parent", "LEFT_TO_PARENT")) {
      ways.add(new Way(agent, plain, 0, 2, ofParent));
    }
    for (Agent agent : Agent.withShim("sh", "WRAPPED_SH")) {
      ways.add(new Way(agent, plain, 3, 4, ofShell));
    }
    return ways;
  }
}
