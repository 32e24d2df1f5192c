package ai.openclaw.oom.demo.pressure;

import ai.openclaw.oom.demo.cli.Arguments;
import ai.openclaw.oom.demo.group.GroupKind;
import ai.openclaw.oom.demo.group.GroupRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.cli.Options;

/**
 * The options of the pressure demo.
 *
 * @param agent the agent jar; it exists
 * @param rounds how often the pair of runs is made, 1 to 1000
 * @param group the kind of memory group, {@code null} for the first that is allowed here
 * @param image the image for a docker group
 * @param plain whether the result is printed as key=value lines
 * @param guard whether the agent is asked to keep a guard
 * @param oomGroup whether the kernel is to take all of the group with its first victim
 */
public record PressureOptions(
    Path agent,
    int rounds,
    GroupKind group,
    String image,
    boolean plain,
    boolean guard,
    boolean oomGroup) {
  private static final String GUARD_NEEDS = "--guard needs a memory group of this machine's";
  private static final String OOM_GROUP_NEEDS =
      "--oom-group needs a memory group of cgroup v2, where memory.oom.group is";
  private static final String IMAGE = "eclipse-temurin:17-jre";
  private static final int MOST_ROUNDS = 1000;

  /** The memory group that they ask for. */
  GroupRequest groupRequest() {
    List<GroupKind> kinds =
        Stream.of(GroupKind.values())
            .filter(kind -> group == null || kind == group)
            .filter(this::isEnough)
            .toList();
    return new GroupRequest(kinds, GroupKind.LIMIT_MB, image, agent, oomGroup);
  }

  /** Without a limit nothing runs out, and a container is given the agent's jar and no more. */
  private boolean isEnough(GroupKind kind) {
    return (!oomGroup || kind == GroupKind.CGROUP2)
        && (!guard || kind != GroupKind.NONE && kind != GroupKind.DOCKER);
  }

  /** Why not every kind of group will do, for the user; {@code null} where it will. */
  String need() {
    return oomGroup ? OOM_GROUP_NEEDS : guard ? GUARD_NEEDS : null;
  }

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException with a text for the user if it is wrong or the agent jar is
   *     missing
   */
  public static PressureOptions parse(List<String> args) {
    Arguments given = Arguments.parse(options(), args);
    PressureOptions options =
        new PressureOptions(
            given.agent(),
            given.number("rounds", 1, MOST_ROUNDS, 1),
            group(given.value("group", "auto")),
            given.value("image", IMAGE),
            given.has("plain"),
            given.has("guard"),
            given.has("oom-group"));
    if (options.group != null && !options.isEnough(options.group)) {
      throw new IllegalArgumentException(
          options.need() + ": not with --group " + options.group.option());
    }
    return options;
  }

  /** The lines of the help text that tell of the options. */
  public static String help() {
    return Arguments.help(options());
  }

  private static Options options() {
    return new Options()
        .addOption(Arguments.agentOption())
        .addOption(
            Arguments.valued(
                "rounds",
                "N",
                "repeat the pair N times, 1 to 1000, and print a tally (default: 1)"))
        .addOption(
            Arguments.valued(
                "group", "KIND", "auto, cgroup2, cgroup1, systemd, docker or none (default: auto)"))
        .addOption(
            Arguments.valued(
                "image",
                "NAME",
                "the image for --group docker, with java in its PATH (default: " + IMAGE + ")"))
        .addOption(
            Arguments.flag(
                "guard", "the agent keeps a guard, which kills the child before the kernel has to"))
        .addOption(
            Arguments.flag(
                "oom-group",
                "the kernel takes all of the group with its first victim (cgroup v2 only)"))
        .addOption(Arguments.flag("plain", "key=value lines instead of the table"));
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
