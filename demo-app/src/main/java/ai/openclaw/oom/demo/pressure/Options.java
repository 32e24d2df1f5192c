package ai.openclaw.oom.demo.pressure;

import ai.openclaw.oom.demo.cli.Arguments;
import ai.openclaw.oom.demo.group.GroupKind;
import ai.openclaw.oom.demo.group.GroupRequest;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/**
 * The options of the pressure demo.
 *
 * @param agent the agent jar; it exists
 * @param rounds how often the pair of runs is made, 1 to 1000
 * @param group the kind of memory group, {@code null} for the first that is allowed here
 * @param image the image for a docker group
 * @param plain whether the result is printed as key=value lines
 */
public record Options(Path agent, int rounds, GroupKind group, String image, boolean plain) {
  private static final int MOST_ROUNDS = 1000;

  /** The memory group that they ask for. */
  GroupRequest groupRequest() {
    List<GroupKind> kinds = group == null ? List.of(GroupKind.values()) : List.of(group);
    return new GroupRequest(kinds, GroupKind.LIMIT_MB, image, agent);
  }

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException with a text for the user if it is wrong or the agent jar is
   *     missing
   */
  public static Options parse(List<String> args) {
    Path agent = null;
    int rounds = 1;
    GroupKind group = null;
    String image = "eclipse-temurin:17-jre";
    boolean plain = false;
    for (Iterator<String> rest = args.iterator(); rest.hasNext(); ) {
      String option = rest.next();
      switch (option) {
        case "--agent" -> agent = Arguments.path(option, rest);
        case "--rounds" -> rounds = Arguments.number(option, rest, 1, MOST_ROUNDS);
        case "--group" -> group = group(Arguments.value(option, rest));
        case "--image" -> image = Arguments.value(option, rest);
        case "--plain" -> plain = true;
        default -> throw new IllegalArgumentException("no such option: " + option);
      }
    }
    return new Options(Arguments.agent(agent), rounds, group, image, plain);
  }

  private static GroupKind group(String value) {
    if (value.equals("auto")) {
      return null;
    }
    for (GroupKind kind : GroupKind.values()) {
      if (kind.option().equals(value)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        "--group takes auto, cgroup2, cgroup1, systemd, docker or none, not " + value);
  }
}
