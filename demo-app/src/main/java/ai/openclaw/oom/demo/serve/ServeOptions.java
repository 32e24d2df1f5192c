package ai.openclaw.oom.demo.serve;

import ai.openclaw.oom.demo.cli.Arguments;
import ai.openclaw.oom.demo.group.GroupKind;
import ai.openclaw.oom.demo.group.GroupRequest;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.cli.OptionGroup;
import org.apache.commons.cli.Options;

/**
 * The options of {@code serve}.
 *
 * @param agent the agent jar, which exists; {@code null} for none
 * @param compare whether a second gateway runs beside, without the agent
 * @param guard whether the agent is asked to keep a guard
 * @param port on loopback, 0 to 65535; 0 for one that is free
 * @param limitMb the memory group's limit in MB, 1024 to 2048
 * @param grouped whether a memory group is to be made
 */
public record ServeOptions(
    Path agent, boolean compare, boolean guard, int port, int limitMb, boolean grouped) {
  private static final int PORT = 8765;
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
    Arguments given = Arguments.parse(options(), args);
    if (given.has("compare") && given.has("no-group")) {
      throw new IllegalArgumentException("--compare needs memory groups: not with --no-group");
    }
    if (given.has("guard") && given.has("no-agent")) {
      throw new IllegalArgumentException("--guard does not go with --no-agent: it is the agent's");
    }
    if (given.has("guard") && given.has("no-group")) {
      throw new IllegalArgumentException("--guard needs a memory group: not with --no-group");
    }
    return new ServeOptions(
        given.has("no-agent") ? null : given.agent(),
        given.has("compare"),
        given.has("guard"),
        given.number("port", 0, MOST_PORTS, PORT),
        given.number("limit", LEAST_MB, MOST_MB, LEAST_MB),
        !given.has("no-group"));
  }

  /** The help text. */
  public static String help() {
    return """
      Usage: java -jar openclaw-oom-demo.jar serve [option...]

      Runs a gateway with the agent, in a memory group of which it holds a bit more than half, and
      a web page on loopback that starts its children, shows their scores, and puts them under
      pressure. Ctrl-C ends it.

      %s
      Exit code: 0 what was shown is what was promised (--compare, by the time that it is ended),
      1 it is not, or the gateway has ended, 2 wrong usage.
      """
        .formatted(Arguments.help(options()));
  }

  private static Options options() {
    return new Options()
        .addOptionGroup(
            new OptionGroup()
                .addOption(
                    Arguments.flag("compare", "two gateways side by side, one without the agent"))
                .addOption(
                    Arguments.flag(
                        "no-agent", "without the agent: pressure by the worker kills the gateway")))
        .addOption(Arguments.agentOption())
        .addOption(
            Arguments.flag(
                "guard", "the agent keeps a guard, which kills a child before the kernel has to"))
        .addOption(
            Arguments.valued("port", "N", "0 to 65535; 0 takes a free one (default: " + PORT + ")"))
        .addOption(
            Arguments.valued(
                "limit", "MB", "each memory group's limit, 1024 to 2048 (default: 1024)"))
        .addOption(
            Arguments.flag(
                "no-group", "make no memory group: then nothing can be put under pressure"));
  }

  /** A container has a loopback of its own, where no browser would find the page. */
  GroupRequest groupRequest() {
    List<GroupKind> kinds =
        grouped
            ? List.of(GroupKind.CGROUP2, GroupKind.CGROUP1, GroupKind.SYSTEMD, GroupKind.NONE)
            : List.of(GroupKind.NONE);
    return new GroupRequest(kinds, limitMb, null, agent, false);
  }
}
