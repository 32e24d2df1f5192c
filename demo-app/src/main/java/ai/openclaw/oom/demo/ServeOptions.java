package ai.openclaw.oom.demo;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/**
 * The options of {@code serve}.
 *
 * @param agent the agent jar; it exists
 * @param port on loopback, 0 to 65535; 0 for one that is free
 * @param limitMb the memory group's limit in MB, 512 to 2048
 * @param grouped whether a memory group is to be made
 */
record ServeOptions(Path agent, int port, int limitMb, boolean grouped) {
  static final String USAGE_TEXT =
      """
      Usage: java -jar openclaw-oom-demo.jar serve [option...]

      Runs a small gateway with the agent, in a memory group, and a web page on loopback that
      starts its children, shows their scores, and puts them under pressure. Ctrl-C ends it.

        --agent PATH    the agent jar (default: agent/target/openclaw-oom-agent.jar of the same build)
        --port N        0 to 65535; 0 takes a free one (default: 8765)
        --limit MB      the memory group's limit, 512 to 2048 (default: 1024)
        --no-group      make no memory group: then nothing can be put under pressure
        --help          this text
      """;

  private static final int MOST_PORTS = 65535;
  // Below, Chromium alone fills the group; above, the growing child reaches its own JVM's limit.
  private static final int LEAST_MB = 512;
  private static final int MOST_MB = 2048;

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException with a text for the user if it is wrong or the agent jar is
   *     missing
   */
  static ServeOptions parse(List<String> args) {
    Path agent = null;
    int port = 8765;
    int limitMb = 1024;
    boolean grouped = true;
    for (Iterator<String> rest = args.iterator(); rest.hasNext(); ) {
      String option = rest.next();
      switch (option) {
        case "--agent" -> agent = Arguments.path(option, rest);
        case "--port" -> port = Arguments.number(option, rest, 0, MOST_PORTS);
        case "--limit" -> limitMb = Arguments.number(option, rest, LEAST_MB, MOST_MB);
        case "--no-group" -> grouped = false;
        default -> throw new IllegalArgumentException("no such option: " + option);
      }
    }
    return new ServeOptions(Arguments.agent(agent), port, limitMb, grouped);
  }

  /** A container has a loopback of its own, where no browser would find the page. */
  GroupRequest groupRequest() {
    List<GroupKind> kinds =
        grouped
            ? List.of(GroupKind.CGROUP2, GroupKind.CGROUP1, GroupKind.SYSTEMD, GroupKind.NONE)
            : List.of(GroupKind.NONE);
    return new GroupRequest(kinds, limitMb, null, agent);
  }
}
