package ai.openclaw.oom.demo;

import java.nio.file.Files;
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
record Options(Path agent, int rounds, GroupKind group, String image, boolean plain) {
  private static final int MOST_ROUNDS = 1000;

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException with a text for the user if it is wrong or the agent jar is
   *     missing
   */
  static Options parse(List<String> args) {
    Path agent = null;
    int rounds = 1;
    GroupKind group = null;
    String image = "eclipse-temurin:17-jre";
    boolean plain = false;
    for (Iterator<String> rest = args.iterator(); rest.hasNext(); ) {
      String option = rest.next();
      switch (option) {
        case "--agent" -> agent = Path.of(value(option, rest)).toAbsolutePath();
        case "--rounds" -> rounds = rounds(value(option, rest));
        case "--group" -> group = group(value(option, rest));
        case "--image" -> image = value(option, rest);
        case "--plain" -> plain = true;
        default -> throw new IllegalArgumentException("no such option: " + option);
      }
    }
    return new Options(present(agent), rounds, group, image, plain);
  }

  private static Path present(Path given) {
    Path agent = given != null ? given : Jvm.jar().resolve("../../../agent/target").normalize();
    if (given == null) {
      agent = agent.resolve("openclaw-oom-agent.jar");
    }
    if (!Files.isRegularFile(agent)) {
      throw new IllegalArgumentException(
          "the agent jar is not at " + agent + ": build it with mvn package, or say --agent PATH");
    }
    return agent;
  }

  private static String value(String option, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new IllegalArgumentException(option + " needs a value");
    }
    return rest.next();
  }

  private static int rounds(String value) {
    int rounds;
    try {
      rounds = Integer.parseInt(value);
    } catch (NumberFormatException e) {
      rounds = 0;
    }
    if (rounds < 1 || rounds > MOST_ROUNDS) {
      throw new IllegalArgumentException(
          "--rounds takes a number from 1 to " + MOST_ROUNDS + ", not " + value);
    }
    return rounds;
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
