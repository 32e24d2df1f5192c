package ai.openclaw.oom.demo.serve;

import ai.openclaw.oom.demo.cli.Arguments;
import ai.openclaw.oom.demo.group.GroupKind;
import ai.openclaw.oom.demo.group.GroupRequest;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/**
 * The options of {@code serve}.
 *
 * @param agent the agent jar, which exists; {@code null} for none
 * @param port on loopback, 0 to 65535; 0 for one that is free
 * @param limitMb the memory group's limit in MB, 1024 to 2048
 * @param grouped whether a memory group is to be made
 */
public record ServeOptions(Path agent, int port, int limitMb, boolean grouped) {
  public static final String USAGE_TEXT =
      """
      Usage: java -jar openclaw-oom-demo.jar serve [option...]

      Runs a gateway with the agent, in a memory group of which it holds a bit more than half, and
      a web page on loopback that starts its children, shows their scores, and puts them under
      pressure. Ctrl-C ends it.

        --agent PATH    the agent jar (default: agent/target/openclaw-oom-agent.jar of the same build)
        --no-agent      without the agent: pressure by the worker kills the gateway
        --port N        0 to 65535; 0 takes a free one (default: 8765)
        --limit MB      the memory group's limit, 1024 to 2048 (default: 1024)
        --no-group      make no memory group: then nothing can be put under pressure
        --help          this text
      """;

  private static final int MOST_PORTS = 65535;
  // Below, little is left to grow in, and Chromium's browser may be larger than who grows; above,
  // the worker reaches its own JVM's limit.
  private static final int LEAST_MB = 1024;
  private static final int MOST_MB = 2048;

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException with a text for the user if it is wrong or the agent jar is
   *     missing
   */
  public static ServeOptions parse(List<String> args) {
    Path agent = null;
    int port = 8765;
    int limitMb = 1024;
    boolean withAgent = true;
    boolean grouped = true;
    for (Iterator<String> rest = args.iterator(); rest.hasNext(); ) {
      String option = rest.next();
      switch (option) {
        case "--agent" -> agent = Arguments.path(option, rest);
        case "--no-agent" -> withAgent = false;
        case "--port" -> port = Arguments.number(option, rest, 0, MOST_PORTS);
        case "--limit" -> limitMb = Arguments.number(option, rest, LEAST_MB, MOST_MB);
        case "--no-group" -> grouped = false;
        default -> throw new IllegalArgumentException("no such option: " + option);
      }
    }
    return new ServeOptions(withAgent ? Arguments.agent(agent) : null, port, limitMb, grouped);
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
